"""Which int8 numbers stand for the weights, and which fixed scales for the activations?

Weights: one scale an output column, 7 bits (-63..63), because 8-bit products saturate on processors without VNNI.
Activations: one scale and zero point a tensor, measured on training sentences and then fixed, so that a sentence is
read alike whatever stands beside it in the batch.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn

import batches

WEIGHT_LIMIT = 63
EMBEDDING_LIMIT = 127
SAMPLES = 200_000


@dataclass
class ActivationRange:
    """How floats become bytes: `byte = round(value / scale) + zero_point`."""

    scale: np.float32
    zero_point: int


def weights(matrix, limit=WEIGHT_LIMIT):
    """(int8 matrix, float32 scale a column) of a float matrix [inputs, outputs].

    Clipping the largest weights a little may lower the squared error of a column; the best of nine clips is taken.
    """
    largest = np.abs(matrix).max(axis=0).clip(1e-8)
    best_error, best_scale = np.full(matrix.shape[1], np.inf), largest / limit
    for clip in np.linspace(1.0, 0.6, 9):
        scale = largest * clip / limit
        error = ((np.round(matrix / scale).clip(-limit, limit) * scale - matrix) ** 2).sum(axis=0)
        better = error < best_error
        best_error[better], best_scale[better] = error[better], scale[better]
    scale = best_scale.astype(np.float32)
    return np.round(matrix / scale).clip(-limit, limit).astype(np.int8), scale


def embeddings(matrix):
    """(int8 matrix, float32 scale a row) of an embedding table."""
    numbers, scale = weights(matrix.T, EMBEDDING_LIMIT)
    return np.ascontiguousarray(numbers.T), scale


def measure(reader, encoded):
    """{name of a linear layer: ActivationRange of its input}, over the given sentences, padding left out."""
    samples = {name: Sample() for name, module in reader.named_modules() if isinstance(module, nn.Linear)}
    hooks = []
    for name, module in reader.named_modules():
        if isinstance(module, nn.Linear):
            hooks.append(module.register_forward_pre_hook(lambda _, inputs, name=name: samples[name].add(inputs[0])))
    reader.eval()
    with torch.no_grad():
        for item in encoded:
            batch = batches.collate([item])  # one sentence at a time: no padding to leave out
            output = reader(batch.ids, batch.case, batch.mask, batch.first)
            reader.label_scores(output, batch.labels["head"].clamp(min=0)) if "head" in batch.labels else None
    for hook in hooks:
        hook.remove()
    return {name: sample.range() for name, sample in samples.items() if sample.values}


class Sample:
    """Values seen at one place, thinned, with the true extremes."""

    def __init__(self):
        self.values, self.low, self.high = [], 0.0, 0.0

    def add(self, tensor):
        flat = tensor.flatten()
        self.low, self.high = min(self.low, flat.min().item()), max(self.high, flat.max().item())
        self.values.append(flat[:: max(1, flat.numel() // 1000)].numpy().copy())

    def range(self):
        """The byte range with the least squared error, tried over clips of both ends."""
        values = np.concatenate(self.values)[:SAMPLES]
        best = None
        for low_clip in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
            for high_clip in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3):
                low, high = self.low * low_clip, self.high * high_clip
                scale = np.float32(max(high - low, 1e-6) / 255)
                zero_point = int(np.clip(np.round(-low / scale), 0, 255))
                restored = (np.clip(np.round(values / scale) + zero_point, 0, 255) - zero_point) * scale
                error = ((restored - values) ** 2).mean()
                if best is None or error < best[0]:
                    best = (error, ActivationRange(scale, zero_point))
        return best[1]
