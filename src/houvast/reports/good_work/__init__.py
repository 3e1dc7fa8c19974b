"""The report of a good-work survey: the country, a sector or a company, as page, paper and workbook."""
