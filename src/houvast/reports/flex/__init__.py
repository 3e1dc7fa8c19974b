"""Reports of the flex instrument: need, links, matrix, pool and mix, as page, paper and workbook."""
