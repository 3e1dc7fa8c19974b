"""The monthly labour market: state, loop, kernels, measures."""
