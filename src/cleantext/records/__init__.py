"""Files of records: only the values of named fields are cleaned, all else stays byte for byte."""
