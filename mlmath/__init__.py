"""The mathematics of *The Mathematics of Learning Machines*: import its modules one by one.

The chapters, in their order:

- `perceptron`: a line learned from mistakes, with Novikoff's bound and Cover's count
- `boolean`: threshold functions, XOR, and what parity needs
- `lms`: ADALINE's rule, its stability, and a canceller of noise
- `backprop`: the multilayer perceptron, its gradients by hand, and the classics of 1986
- `depth`: signals and blame through many layers, landscapes of a loss, what decay keeps
- `hopfield`: networks that remember, how much, and the update that is attention
- `dimension`: distances, angles and spectra in many dimensions; nearest neighbors, PCA
- `kernels`: products in feature spaces; kernel perceptron, ridge, PCA, support vectors
- `attention`: scaled dot products, many heads, positions, the transformer block
- `language_model`: tokens, n-grams, GPT, its training, its scaling

What several of them use: `autodiff` (tensors and their gradients), `layers`, `optimizers`,
`foundations` (the toolbox), `kepler` (the planets), `corpus` and `datasets`, `special` functions,
`separation` of points by planes, `validation` of arguments; for pictures `palette` and `figures`.

Nothing is imported here, so that `import mlmath.perceptron` costs no more than numpy.
"""

__version__ = "0.1.0"
