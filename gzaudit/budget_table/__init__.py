"""项目支出绩效目标表: a bureau's budget lines with their performance indicators, read, checked, compared."""
