"""The network as an int8 ONNX graph, written node by node.

Every linear layer is QuantizeLinear (constant scale) -> MatMulInteger -> Cast -> Mul (scales) -> Add (bias): what the
Rust crate `rten` fuses and runs. Attention and normalisation stay in floats.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

import model
import quantise

OPSET = 20
# Outputs of two of which, added, something is said about a pair of words.
PAIRINGS = ("role_anchor", "role_filler", "pair_source", "pair_target")


def write(reader, ranges, path):
    """Writes the graph of a trained reader. `ranges` come from `quantise.measure`."""
    graph = Graph(ranges)
    hidden = _embed(graph, reader)
    blocked = graph.op("Mul", graph.op("Sub", graph.number(1.0), graph.op("Unsqueeze", "mask", graph.integers([1, 2]))),
                       graph.number(-1e9))
    for number, layer in enumerate(reader.layers):
        hidden = _layer(graph, f"layers.{number}", layer, hidden, blocked)
    _heads(graph, reader, hidden)
    _save(graph, reader, path)


def _embed(graph, reader):
    numbers, scales = quantise.embeddings(reader.pieces.weight.detach().numpy())
    rows = graph.op("Gather", graph.constant("pieces", numbers), "ids")
    row_scales = graph.op("Gather", graph.constant("pieces.scale", scales[:, None]), "ids")
    pieces = graph.op("Mul", graph.op("Cast", rows, to=TensorProto.FLOAT), row_scales)
    length = graph.op("Slice", graph.op("Shape", "ids"), graph.integers([1]), graph.integers([2]))
    positions = graph.constant("positions", _array(reader.positions.weight))
    positions = graph.op("Slice", positions, graph.integers([0]), length, graph.integers([0]))
    cases = graph.op("Gather", graph.constant("cases", _array(reader.cases.weight)), "case")
    summed = graph.op("Add", graph.op("Add", pieces, cases), positions)
    return graph.norm("norm", reader.norm, summed)


def _layer(graph, name, layer, hidden, blocked):
    n_heads, width = model.ATTENTION_HEADS, model.WIDTH
    matrix, bias = _array(layer.query_key_value.weight).T.copy(), _array(layer.query_key_value.bias).copy()
    # The 1 / sqrt(d) of attention is part of the query's weights.
    matrix[:, :width] *= (width // n_heads) ** -0.5
    bias[:width] *= (width // n_heads) ** -0.5
    joined = graph.linear(f"{name}.query_key_value", matrix, bias, hidden)
    split = graph.op("Split", joined, graph.integers([width] * 3), axis=-1, n_outputs=3)
    shape = graph.integers([0, 0, n_heads, width // n_heads])
    query, key, value = (graph.op("Reshape", part, shape) for part in split)
    query, value = (graph.op("Transpose", part, perm=[0, 2, 1, 3]) for part in (query, value))
    key = graph.op("Transpose", key, perm=[0, 2, 3, 1])
    scores = graph.op("Softmax", graph.op("Add", graph.op("MatMul", query, key), blocked), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", scores, value), perm=[0, 2, 1, 3])
    mixed = graph.op("Reshape", mixed, graph.integers([0, 0, width]))
    attended = graph.module(f"{name}.attended", layer.attended, mixed)
    hidden = graph.norm(f"{name}.norm_attended", layer.norm_attended, graph.op("Add", attended, hidden))
    inner = graph.op("Gelu", graph.module(f"{name}.inner", layer.inner, hidden))
    outer = graph.module(f"{name}.outer", layer.outer, inner)
    return graph.norm(f"{name}.norm_outer", layer.norm_outer, graph.op("Add", outer, hidden))


def _heads(graph, reader, hidden):
    """All heads read the same nodes, so their first linear layers are one."""
    zeros = graph.op("Mul", graph.op("Slice", "first", graph.integers([0]), graph.integers([1]), graph.integers([1])),
                     graph.constant("zero", np.zeros((1, 1), np.int32)))
    with_root = graph.op("Concat", zeros, "first", axis=1)
    index = graph.op("Cast", graph.op("Unsqueeze", with_root, graph.integers([2])), to=TensorProto.INT64)
    nodes = graph.op("GatherND", hidden, index, batch_dims=1)
    pairings = [getattr(reader, name) for name in _pairings(reader)]
    parts = [reader.tags, reader.arc_dep, reader.arc_head, reader.label_dep, reader.label_head, *pairings]
    matrix = np.concatenate([_array(part.weight).T for part in parts], axis=1)
    bias = np.concatenate([_array(part.bias) for part in parts])
    joined = graph.linear("tags", matrix, bias, nodes)
    sizes = graph.integers([part.out_features for part in parts])
    tags, arc_dep, arc_head, label_dep, label_head, *paired = graph.op("Split", joined, sizes, axis=-1, n_outputs=len(parts))
    dependents = graph.module("arc_score", reader.arc_score, graph.op("Relu", arc_dep))
    heads = graph.op("Transpose", graph.op("Relu", arc_head), perm=[0, 2, 1])
    # The root takes part as a dependent too and is cut off after: a product of one row would run another kernel, with
    # another order of additions, than the same row in a batch with longer sentences.
    arcs = graph.op("MatMul", dependents, heads)
    for name, value in (("tags", tags), ("arcs", arcs), ("label_dep", label_dep), *zip(_pairings(reader), paired)):
        graph.op("Slice", value, graph.integers([1]), graph.integers([2**31 - 1]), graph.integers([1]), output=name)
    graph.op("Identity", label_head, output="label_head")


def _pairings(reader):
    """The outputs of this kind that the reader has learnt: all or, after the first stage alone, none."""
    return PAIRINGS if reader.role_out.out_features else ()


def _save(graph, reader, path):
    n_tags, n_labels = reader.tags.out_features, model.LABEL_WIDTH
    inputs = [helper.make_tensor_value_info(name, kind, ["batch", length]) for name, kind, length in (
        ("ids", TensorProto.INT32, "pieces"), ("case", TensorProto.INT32, "pieces"),
        ("mask", TensorProto.FLOAT, "pieces"), ("first", TensorProto.INT32, "words"))]
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (
        ("tags", ["batch", "words", n_tags]), ("arcs", ["batch", "words", "nodes"]),
        ("label_dep", ["batch", "words", n_labels]), ("label_head", ["batch", "nodes", n_labels]),
        *((name, ["batch", "words", model.ROLE_WIDTH]) for name in _pairings(reader)))]
    made = helper.make_graph(graph.nodes, "reader", inputs, outputs, graph.initializers)
    whole = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="rapporteur/train")
    whole.ir_version = 9
    onnx.checker.check_model(whole, full_check=True)
    onnx.save(whole, path)


class Graph:
    """Nodes and constants under construction."""

    def __init__(self, ranges):
        self.ranges, self.nodes, self.initializers, self.shared = ranges, [], [], {}

    def op(self, kind, *inputs, output=None, n_outputs=1, **attributes):
        """Adds a node; returns its output's name, or a list of names."""
        names = [output or f"{kind.lower()}_{len(self.nodes)}"]
        if n_outputs > 1:
            names = [f"{names[0]}_{i}" for i in range(n_outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names if n_outputs > 1 else names[0]

    def constant(self, name, array):
        self.initializers.append(numpy_helper.from_array(np.array(array, order="C"), name))
        return name

    def integers(self, values):
        return self._once(f"integers_{'_'.join(map(str, values))}", np.array(values, np.int64))

    def number(self, value):
        return self._once(f"number_{value}", np.array(value, np.float32))

    def _once(self, name, array):
        if name not in self.shared:
            self.shared[name] = self.constant(name, array)
        return name

    def norm(self, name, module, value):
        scale = self.constant(f"{name}.weight", _array(module.weight))
        bias = self.constant(f"{name}.bias", _array(module.bias))
        return self.op("LayerNormalization", value, scale, bias, axis=-1, epsilon=model.EPSILON)

    def module(self, name, module, value):
        return self.linear(name, _array(module.weight).T, _array(module.bias), value)

    def linear(self, name, matrix, bias, value):
        """value @ matrix + bias, in int8; `name` is the layer whose measured input range holds here."""
        found = self.ranges[name]
        numbers, scales = quantise.weights(matrix)
        scale = self.constant(f"{name}.input_scale", np.float32(found.scale))
        zero = self.constant(f"{name}.input_zero", np.uint8(found.zero_point))
        quantised = self.op("QuantizeLinear", value, scale, zero)
        product = self.op("MatMulInteger", quantised, self.constant(f"{name}.weight", numbers), zero,
                          self._once("weight_zero", np.array(0, np.int8)))
        scaled = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT),
                         self.constant(f"{name}.scale", scales * found.scale))
        return self.op("Add", scaled, self.constant(f"{name}.bias", bias))


def _array(parameter):
    return parameter.detach().numpy()
