"""gzaudit: counts and subsidies of Guangzhou's “一区一机构” year, from lists to workbooks."""

__version__ = "0.1.0"
