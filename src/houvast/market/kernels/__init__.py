"""The market kernels: one file per process of the month."""
