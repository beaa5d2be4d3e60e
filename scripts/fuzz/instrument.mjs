// Makes a program count which of its blocks run, and how often: for coverage, and as a measure of work that no clock disturbs.
import { parseSync } from 'oxc-parser';

const loops = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']);

/** Where a block begins, as `[node, how]`: `in` after its brace or colon, `expression` and `statement` around it. */
function blocksOf(node) {
  if (node.type === 'BlockStatement' || node.type === 'SwitchCase') return [[node, 'in']];
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate].map((one) => [one, 'expression']);
  if (node.type === 'LogicalExpression') return [[node.right, 'expression']];
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement')
    return [[node.body, 'expression']];
  const bodies =
    node.type === 'IfStatement' ? [node.consequent, node.alternate] : loops.has(node.type) ? [node.body] : [];
  return bodies.filter((one) => one && one.type !== 'BlockStatement').map((one) => [one, 'statement']);
}

/** What is written around a block, and where: `[offset, text, where the other end is]`. */
function insertionsAt([block, how], index, source) {
  const tally = `__blocks[${index}]++`;
  if (how === 'in') {
    const at = block.type === 'SwitchCase' ? colonOf(block, source) : block.start;
    return [[at + 1, `${tally};`, 0]];
  }
  const [before, after] = how === 'expression' ? [`(${tally},`, ')'] : [`{${tally};`, '}'];
  return around(block, before, after);
}

const around = ({ start, end }, before, after) => [
  [start, before, end],
  [end, after, -start],
];

function childrenOf(node) {
  const values = Object.values(node).flat();
  return values.filter((value) => typeof value?.type === 'string');
}

function insertionsFor(program, source) {
  const found = [];
  let count = 0;
  const open = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const block of blocksOf(node)) found.push(...insertionsAt(block, count++, source));
    if (node.type === 'SpreadElement') found.push(...around(node.argument, '__spread(', ')'));
    for (const child of childrenOf(node)) open.push(child);
  }
  return { found, count };
}

const colonOf = ({ test, start }, source) => source.indexOf(':', test === null ? start : test.end);

/** At one offset: what ends comes before what begins, inner ends before outer ones, outer beginnings before inner ones. */
function order([a, , reachA], [b, , reachB]) {
  if (a !== b) return a - b;
  if (Math.sign(reachA) !== Math.sign(reachB)) return reachA < 0 ? -1 : reachB < 0 ? 1 : reachA === 0 ? -1 : 1;
  return reachA < 0 ? reachA - reachB : reachB - reachA;
}

/**
 * @param {string} source an ES module
 * @returns {string} the same module; `globalThis.gazetteerBlocks` holds the counts, `globalThis.gazetteerSpread` is called
 * with what is spread
 */
export function instrument(source) {
  const { program, errors } = parseSync('bundle.mjs', source);
  if (errors.length > 0) throw new Error(`the bundle is not understood: ${errors[0].message}`);
  const { found, count } = insertionsFor(program, source);
  const head = `const __blocks = (globalThis.gazetteerBlocks = new Uint32Array(${count}));
const __spread = (list) => { __blocks[0] += list?.length ?? list?.size ?? 0; return list; };
`;
  let at = 0;
  const parts = [head];
  for (const [offset, text] of found.sort(order)) {
    parts.push(source.slice(at, offset), text);
    at = offset;
  }
  return [...parts, source.slice(at)].join('');
}
