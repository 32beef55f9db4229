"""The widgets of chapter 1, the perceptron."""
