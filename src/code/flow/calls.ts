import {
  absorbing,
  bindingTags,
  boundInQueries,
  plainCalls,
  plainMethods,
  schemaCalls,
  sqlAsText,
} from '../../knowledge/code/cleaners.ts';
import { rememberFor } from '../../text/remember.ts';
import type { Program } from '../program.ts';
import { baseOf, joinAddress } from './addresses.ts';
import { type Call, type CallExpression, namesOf } from './call.ts';
import { checkCalled } from './check-sinks.ts';
import { clientAfter, clientMadeBy } from './clients.ts';
import { noteClient, noteRead } from './credentials.ts';
import { checkEntry } from './entries.ts';
import { handEvents } from './events.ts';
import { readsFile, writeFile, writtenTo } from './files.ts';
import { sandboxTitle } from './find-sinks.ts';
import { callHanded, isReplaced } from './handed.ts';
import { evaluate, invoke } from './interpreter.ts';
import { findsOne, keep, lookUp } from './keeping.ts';
import { type Frame, sliceOf, stepAt } from './machine.ts';
import { callableOf, memberOf } from './member.ts';
import { callModel, feedLinks, runsTools, wrappedClient } from './model-calls.ts';
import { lastPart, matcher, resultOf } from './paths.ts';
import { isCleaned, keepsLetters } from './refine.ts';
import { standIn } from './stand-ins.ts';
import { takeTools } from './tools.ts';
import { goOn, join, joinTexts, lower, type ModuleState, nothing, type Taint, taintIn, type Value } from './values.ts';

/** Calls whose path tells what they were given: what is made depends on it. */
const isTelling = matcher(/(?:^|\.)(?:client|createElement|resource|Popen|spawn)$/);

export function makeCall(at: CallExpression, frame: Frame): Value {
  const receiver = at.callee.kind === 'member' ? evaluate(at.callee.of, frame) : undefined;
  const callee =
    at.callee.kind === 'member' && receiver !== undefined
      ? memberOf(receiver, at.callee.name, frame, at.callee)
      : evaluate(at.callee, frame);
  const name = at.callee.kind === 'member' ? at.callee.name : lastPart(callee.paths[0] ?? '');
  const given = at.given.map(({ name, value }) => ({ name, value: evaluate(value, frame), of: value }));
  const paths = callee.paths.length > 0 ? callee.paths : at.callee.kind === 'member' ? [`.${name}`] : [];
  // Of other elements nothing is known: what they are given is shown, and comes back from nowhere.
  if (at.isElement === true && callee.closures === undefined) return nothing;
  const made: Call = { at, callee, receiver, name, paths, given };
  for (const path of paths) frame.module.called.add(path);
  noteRead(at, paths, given[0]?.value.text, frame);
  return standIn(made, frame) ?? callModel(made, frame) ?? callOwn(made, frame) ?? callOther(made, frame);
}

/** A function of the program itself. */
function callOwn(made: Call, frame: Frame): Value | undefined {
  const { given } = made;
  const callee = callableOf(made.callee);
  if (callee.closures === undefined) return undefined;
  const args = given.filter((one) => one.name === undefined).map(({ value }) => value);
  let result = nothing;
  for (const closure of callee.closures) result = join(result, invoke(closure, args, namesOf(given), frame));
  checkCalled(made, frame);
  if (result.taint === undefined) return result;
  const words = `\`${sliceOf(frame, made.at.callee).slice(0, 60)}\` gives it back`;
  return { ...result, taint: goOn(result.taint, stepAt(frame, made.at, words)) };
}

/** A function that is not in sight: by its name, or as most do, what it is given goes on in what it gives back. */
function callOther(made: Call, frame: Frame): Value {
  const { at, paths, receiver, name, given } = made;
  checkCalled(made, frame);
  checkEntry(made, frame);
  takeTools(made, frame);
  const back = callHanded(made, frame);
  handEvents(made, frame);
  const file = readsFile(made, frame);
  writeFile(made, frame);
  const looked = receiver === undefined ? undefined : lookUp(made, receiver, frame);
  if (looked !== undefined) return looked;
  if (receiver !== undefined)
    keep(
      receiver,
      name,
      given.map(({ value }) => value),
      frame,
    );
  const resultPaths = paths
    .map((path) => resultOf(path, isTelling(path) ? hintOf(given[0]?.value) : ''))
    .filter((path) => path !== undefined);
  const maker = resultPaths.map((path) => clientMadeBy(path)).find((one) => one !== undefined);
  const client = maker ?? wrappedClient(made);
  const handed = receiver?.client === undefined ? undefined : clientAfter(receiver.client, name);
  if (client !== undefined || handed !== undefined) feedLinks(made, client ?? handed?.of, frame);
  if (maker !== undefined)
    noteClient(
      at,
      maker.key,
      given.some((one) => /key|token/i.test(one.name ?? '') || one.value.cell?.fields.has('apiKey') === true),
      frame,
    );
  const taint =
    (isReplaced(made) || isCleaned(made, frame) ? undefined : carried(made, frame)) ?? readBack(made, frame);
  const plain: Value = {
    ...nothing,
    paths: resultPaths,
    taint,
    client: client === undefined ? handed : { of: client, tail: '' },
    file,
    text: textOf(made) ?? baseOf(made),
    cell: schemaIn(made),
    born: runsTools(resultPaths[0] ?? '') ? stepAt(frame, at, 'a tool that runs code is made') : undefined,
  };
  return join(plain, back);
}

/** What describes data of a kind: its fields tell which of them hold free text. */
const schemaIn = ({ paths, given }: Call): Value['cell'] =>
  makesSchema(paths[0] ?? '') ? given[0]?.value.cell : undefined;
const makesSchema = matcher(/(?:^|\.)z\.(?:object|strictObject|looseObject)$/);

const readsText = matcher(/(?:^|\.)(?:readFile|readFileSync|readTextFile)$/);

/** What a model wrote into a file, where it is read from there. */
function readBack({ receiver, name, paths, given }: Call, frame: Frame): Taint | undefined {
  if (receiver?.file !== undefined && name.startsWith('read')) return writtenTo(receiver, frame);
  return given[0] !== undefined && readsText(paths[0] ?? '') ? writtenTo(given[0].value, frame) : undefined;
}

const keepsText = matcher(/^(?:strip|format|lower|trim|encode|toString|resolve|absolute|as_posix|replace)$/);
const joinsTexts = matcher(
  /(?:^|\.)(?:Path|join|resolve|str|abspath|PurePath|String|pathToFileURL|Request|compile|RegExp)$/,
);

/** The text of paths that are put together: it tells files apart. */
function textOf({ name, receiver, given, paths }: Call): string | undefined {
  if (receiver?.text !== undefined && keepsText(name)) return receiver.text;
  if (joinsTexts(paths[0] ?? '') && given.length > 0) {
    const parts = given.map(({ value }) => value.text);
    return joinTexts(parts, '/') || undefined;
  }
  const [first, second] = given.map(({ value }) => value.text);
  if (/(?:^|\.)urljoin$/.test(paths[0] ?? '')) return joinAddress(first, second) || undefined;
  // The path stands before what it is a path of.
  return paths[0] === 'URL' ? joinAddress(second, first) || undefined : undefined;
}

const hintOf = (value: Value | undefined): string => {
  const text = value?.text ?? value?.cell?.fields.get('0')?.text ?? value?.cell?.fields.get('0')?.paths[0];
  if (text === undefined) return '';
  return /^(?:.*\/)?(?:python[\d.]*|node|bash|sh|sqlite3|psql|sys\.executable|process\.execPath|deno|bun|ruby|perl)$/.test(
    text,
  )
    ? 'interpreter'
    : text.slice(0, 40);
};

const enumerating = new WeakMap<Program, { readonly made: boolean }>();

/** Whether a program names values that are the only ones allowed. */
const hasEnumeration = ({ program }: ModuleState): boolean =>
  rememberFor(enumerating, program, () => /\b(?:enum|Literal)\b/.test(program.text));

const isBoundInQuery = matcher(boundInQueries);
const bindsParts = matcher(bindingTags);

/** Whether what is given becomes a parameter of a query. */
const bindsGiven = ({ isTagged }: CallExpression, paths: Call['paths']): boolean =>
  paths.some(isBoundInQuery) || (isTagged === true && paths.some(bindsParts));

/** What of the model's text goes on in what a call gives back. */
function carried(made: Call, frame: Frame): Taint | undefined {
  const { at, paths, receiver, name, given } = made;
  const isPlain = receiver !== undefined && plainMethods.has(name) && !findsOne(made);
  if (isPlain || paths.some((path) => plainCalls.has(path)) || keepsLetters(made)) return undefined;
  const own =
    receiver === undefined
      ? undefined
      : (receiver.taint ?? (receiver.cell === undefined ? undefined : taintIn(receiver)));
  const isAbsorbed = receiver !== undefined && own === undefined && absorbing.has(name);
  const isBound = bindsGiven(at, paths);
  const goesOn = ({ value }: Call['given'][number]) => !isBound || value.paths.some((path) => sqlAsText.test(path));
  const passed = isAbsorbed
    ? undefined
    : given
        .filter(goesOn)
        .map(({ value }) => taintIn(value))
        .find((one) => one !== undefined);
  const taint = own ?? passed;
  if (taint === undefined) return undefined;
  if (own === undefined && receiver === undefined && absorbing.has(name)) return undefined;
  const isSchema = schemaCalls.has(name) && hasEnumeration(frame.module);
  const isEditable = /(?:^|\.)(?:text_area|text_input)$/.test(paths[0] ?? '');
  const schema = isSchema ? ['a schema'] : isEditable ? ['a person who may change it'] : [];
  const kept = paths.map(sandboxTitle).find((title) => title !== undefined);
  const changed = lower(taint, kept === undefined ? schema : [...schema, kept]);
  return goOn(changed, stepAt(frame, at, `\`${sliceOf(frame, at.callee).slice(0, 60)}\` passes it on`));
}
