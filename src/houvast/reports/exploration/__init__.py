"""An exploration told: tiles, charts, tables and sentences of the policy desk, and its workbook and paper."""
