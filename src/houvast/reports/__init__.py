"""Reports: results told in sentences, charts and tables, as a page and on paper."""
