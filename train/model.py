"""The network: a BERT encoder with a case feature, and the reader's heads over the first piece of each word.

Written out plainly, so that `export.py` can write the same arithmetic in int8, line by line.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

import words

WIDTH = 384
ATTENTION_HEADS = 12
INNER = 1536
EPSILON = 1e-12
ARC_WIDTH = 256
LABEL_WIDTH = 128
ROLE_WIDTH = 128


@dataclass
class Output:
    """What one batch reads; shapes as in the README's table of outputs."""

    tags: torch.Tensor
    arcs: torch.Tensor
    label_dep: torch.Tensor
    label_head: torch.Tensor
    role_anchor: torch.Tensor
    role_filler: torch.Tensor
    pair_source: torch.Tensor
    pair_target: torch.Tensor


class Reader(nn.Module):
    """Pieces in, scores for every word out."""

    def __init__(self, n_vocabulary, n_tags, n_deprels, n_roles, n_pairs, n_layers=6, dropout=0.1, head_dropout=0.25):
        super().__init__()
        self.pieces = nn.Embedding(n_vocabulary, WIDTH)
        self.positions = nn.Embedding(words.MAX_PIECES, WIDTH)
        self.cases = nn.Embedding(len(words.CASE_CLASSES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(n_layers))
        self.tags = nn.Linear(WIDTH, n_tags)
        self.arc_dep = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_head = nn.Linear(WIDTH, ARC_WIDTH)
        self.arc_score = nn.Linear(ARC_WIDTH, ARC_WIDTH)
        self.label_dep = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_head = nn.Linear(WIDTH, LABEL_WIDTH)
        self.label_out = nn.Linear(LABEL_WIDTH, n_deprels)
        self.role_anchor = nn.Linear(WIDTH, ROLE_WIDTH)
        self.role_filler = nn.Linear(WIDTH, ROLE_WIDTH)
        self.role_out = nn.Linear(ROLE_WIDTH, n_roles)
        self.pair_source = nn.Linear(WIDTH, ROLE_WIDTH)
        self.pair_target = nn.Linear(WIDTH, ROLE_WIDTH)
        self.pair_out = nn.Linear(ROLE_WIDTH, n_pairs)
        self.dropout = nn.Dropout(dropout)
        self.head_dropout = nn.Dropout(head_dropout)
        nn.init.zeros_(self.cases.weight)

    def forward(self, ids, case, mask, first):
        hidden = self.pieces(ids) + self.positions.weight[: ids.shape[1]] + self.cases(case)
        hidden = self.dropout(self.norm(hidden))
        blocked = (1.0 - mask)[:, None, None, :] * -1e9
        for layer in self.layers:
            hidden = layer(hidden, blocked)
        return self.read(hidden, first)

    def read(self, hidden, first):
        """The heads. Piece 0 of the sentence ([CLS]) stands for the root of the tree."""
        with_root = F.pad(first.long(), (1, 0))
        nodes = hidden.gather(1, with_root[:, :, None].expand(-1, -1, hidden.shape[2]))
        nodes = self.head_dropout(nodes)
        dependents = self.arc_score(self.head_dropout(F.relu(self.arc_dep(nodes))))
        heads = self.head_dropout(F.relu(self.arc_head(nodes)))
        arcs = dependents @ heads.transpose(1, 2)
        return Output(
            self.tags(nodes)[:, 1:],
            arcs[:, 1:],
            self.label_dep(nodes)[:, 1:],
            self.label_head(nodes),
            *(part(nodes)[:, 1:] for part in (self.role_anchor, self.role_filler, self.pair_source, self.pair_target)),
        )

    def label_scores(self, output, heads):
        """[B, W, R] scores of relations for the arc from each word to the given head (0 = root)."""
        chosen = output.label_head.gather(1, heads[:, :, None].expand(-1, -1, LABEL_WIDTH))
        return self.label_out(self.head_dropout(F.relu(output.label_dep + chosen)))

    def role_scores(self, output, rows, anchors):
        """[N, W, R] scores of every word as a filler of each role of N anchors: words `anchors` of the batch's `rows`."""
        joined = output.role_anchor[rows, anchors][:, None, :] + output.role_filler[rows]
        return self.role_out(self.head_dropout(F.relu(joined)))

    def pair_scores(self, output, rows, sources, targets):
        """[N, P] scores of the types of N pairs of words."""
        joined = output.pair_source[rows, sources] + output.pair_target[rows, targets]
        return self.pair_out(self.head_dropout(F.relu(joined)))

    def encoder_parameters(self):
        parts = [self.pieces, self.positions, self.norm, self.layers]
        return [parameter for part in parts for parameter in part.parameters()]


class Layer(nn.Module):
    """One transformer block, normalised after each half."""

    def __init__(self, dropout):
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm_attended = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm_outer = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden, blocked):
        batch, length, _ = hidden.shape
        split = self.query_key_value(hidden).view(batch, length, 3, ATTENTION_HEADS, WIDTH // ATTENTION_HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(2, 3) * (WIDTH // ATTENTION_HEADS) ** -0.5 + blocked
        mixed = scores.softmax(-1) @ value  # no dropout here: drawing it took 4 % of a step
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        hidden = self.norm_attended(hidden + self.dropout(self.attended(mixed)))
        inner = F.gelu(self.inner(hidden))
        return self.norm_outer(hidden + self.dropout(self.outer(inner)))


def load_checkpoint(reader, path, columns):
    """Weights of an earlier run, which may know fewer tasks: `columns` pairs its columns of `tags` with ours; what it lacks
    keeps its fresh weights."""
    weights = torch.load(path, weights_only=True)
    own = reader.state_dict()
    for name, value in weights.items():
        if name.startswith("tags."):
            for (start, end), (old_start, old_end) in columns:
                own[name][start:end] = value[old_start:old_end]
        elif own[name].shape == value.shape:
            own[name] = value
        elif name == "cases.weight":
            own[name][: len(value)] = value
    reader.load_state_dict(own)


def load_encoder(reader, minilm, layers):
    """Copies MiniLM's weights; `layers` are the numbers of the layers to keep, in order."""
    weights = load_file(f"{minilm}/model.safetensors")
    weights = {name.removeprefix("bert."): value for name, value in weights.items()}
    with torch.no_grad():
        reader.pieces.weight.copy_(weights["embeddings.word_embeddings.weight"])
        # All our text is BERT's segment 0, so that vector becomes part of the positions.
        positions = weights["embeddings.position_embeddings.weight"][: words.MAX_PIECES]
        reader.positions.weight.copy_(positions + weights["embeddings.token_type_embeddings.weight"][0])
        _copy(reader.norm, weights, "embeddings.LayerNorm")
        for layer, number in zip(reader.layers, layers, strict=True):
            prefix = f"encoder.layer.{number}."
            parts = [prefix + f"attention.self.{part}" for part in ("query", "key", "value")]
            layer.query_key_value.weight.copy_(torch.cat([weights[f"{part}.weight"] for part in parts]))
            layer.query_key_value.bias.copy_(torch.cat([weights[f"{part}.bias"] for part in parts]))
            _copy(layer.attended, weights, prefix + "attention.output.dense")
            _copy(layer.norm_attended, weights, prefix + "attention.output.LayerNorm")
            _copy(layer.inner, weights, prefix + "intermediate.dense")
            _copy(layer.outer, weights, prefix + "output.dense")
            _copy(layer.norm_outer, weights, prefix + "output.LayerNorm")


def _copy(module, weights, prefix):
    module.weight.copy_(weights[f"{prefix}.weight"])
    module.bias.copy_(weights[f"{prefix}.bias"])
