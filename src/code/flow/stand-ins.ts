import type { Expression } from '../program.ts';
import { type Call, type CallExpression, namesOf } from './call.ts';
import { instantiate } from './instances.ts';
import { call } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { memberOf } from './member.ts';
import { addRest, elementOf, makeCell, nothing, setField, tainted, taintIn, type Value } from './values.ts';

/** Calls that are only another way to write something. */
export function standIn({ at, paths, given, receiver, name, callee }: Call, frame: Frame): Value | undefined {
  const [first, second] = given;
  const [path] = paths;
  const text = first?.value.text;
  const isModule = ['require', 'import', '__import__', 'importlib.import_module'].includes(path ?? '');
  if (isModule && text !== undefined && taintIn(first?.value ?? nothing) === undefined) {
    const module = frame.machine.module(frame.module, text);
    return { paths: [text.replace(/^node:/, '')], ...(module === undefined ? {} : { module }) };
  }
  if (
    path === 'getattr' &&
    first !== undefined &&
    second?.value.text !== undefined &&
    taintIn(second.value) === undefined
  )
    return memberOf(first.value, second.value.text, frame, at);
  if (
    /^(?:util\.promisify|functools\.partial|functools\.wraps\(\)|partial|asyncio\.run|promisify|asyncio\.create_task|asyncio\.ensure_future|Promise\.resolve|tuple|iter|sorted|reversed|Array\.from|langchain_core\.runnables\.(?:base\.)?RunnableLambda|@langchain\/core\/runnables\.RunnableLambda\.from|@langchain\/core\/runnables\.RunnableLambda|Object\.values|Object\.freeze|contextlib\.closing|copy\.deepcopy|structuredClone|cast|typing\.cast)$/.test(
      path ?? '',
    ) &&
    first !== undefined
  )
    return path?.endsWith('cast') === true ? second?.value : first.value;
  if (callee.sets !== undefined && first !== undefined) {
    setField(callee.sets, '0', first.value);
    return nothing;
  }
  const held = containerOf(path ?? '', first?.value);
  if (held !== undefined) return held;
  if (
    frame.module.language === 'javascript' &&
    receiver !== undefined &&
    (name === 'bind' || name === 'call' || name === 'apply') &&
    (receiver.closures !== undefined || receiver.paths.length > 0) &&
    receiver.client === undefined
  ) {
    if (name === 'bind') return receiver;
    if (receiver.closures === undefined) {
      const inner: CallExpression = {
        ...at,
        callee: (at.callee as Extract<Expression, { kind: 'member' }>).of,
        given: at.given.slice(1),
      };
      return call(inner, frame);
    }
  }
  if (path === 'super' || callee.type === undefined) return undefined;
  return instantiate(
    callee.type,
    given.map(({ value }) => value),
    namesOf(given),
    frame,
  );
}

const containers =
  /^(?:Map|Set|WeakMap|dict|set|deque|collections\.(?:deque|defaultdict|OrderedDict)|queue\.(?:Queue|SimpleQueue|LifoQueue)|asyncio\.Queue|defaultdict|Queue|Array|list|bytearray|io\.StringIO|StringIO|URLSearchParams|useRef|react\.useRef|ref|vue\.ref|threading\.local|types\.SimpleNamespace)$/;
const states = /^(?:react\.useState|useState|react\.useReducer|preact\/hooks\.useState|solid-js\.createSignal)$/;

/** What is made to hold others; and of React what holds one, with the function that changes it. */
function containerOf(path: string, first: Value | undefined): Value | undefined {
  if (states.test(path)) {
    const cell = makeCell();
    if (first !== undefined) setField(cell, '0', first);
    setField(cell, '1', { paths: [], sets: cell });
    return { paths: [], cell };
  }
  if (!containers.test(path)) return undefined;
  const cell = makeCell();
  if (first?.cell !== undefined) addRest(cell, elementOf(first));
  for (const [key, value] of first?.cell?.fields ?? []) setField(cell, key, value);
  if (first !== undefined && first.cell === undefined)
    setField(cell, /useRef$/.test(path) ? 'current' : 'value', first);
  if (first?.taint !== undefined) addRest(cell, tainted(first.taint));
  return { paths: [`${path}()`], cell };
}
