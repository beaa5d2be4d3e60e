import type { Call } from './call.ts';
import { type Frame, stepAt } from './machine.ts';
import { matcher } from './paths.ts';
import { goOn, type Taint, taintIn, type Value } from './values.ts';

/** What tells a file: its path as far as that is known, else what made the path. */
export const fileKey = ({ file, text, paths }: Value): string | undefined => {
  if (file !== undefined) return file.key;
  const known = text?.replace(/^\.\//, '');
  return known !== undefined && known !== '' ? known : paths[0];
};

const opens = matcher(/(?:^|\.)(?:open|NamedTemporaryFile|TemporaryFile|Path|createWriteStream|mkstemp|fdopen)$/);
const isTemporary = matcher(/Temporary|mkstemp/);
const loadsSpec = matcher(/spec_from_file_location$/);
const standsForFile = matcher(/^(?:str|os\.fspath|os\.path\.abspath|path\.resolve|String)$/);
const givesSameFile = matcher(/^(?:absolute|resolve|as_posix|expanduser|open|__str__|toString|joinpath|fileno)$/);

/** The file that a call opens, or makes a path of. */
export function readsFile({ paths, at, given, receiver, name }: Call, _frame: Frame): Value['file'] {
  const [path = ''] = paths;
  if (isTemporary(path)) return { key: `temporary-file-${at.start}` };
  if (opens(path)) {
    const key = given[0] === undefined ? undefined : (fileKey(given[0].value) ?? receiver?.file?.key);
    if (key !== undefined) return { key };
  }
  if (loadsSpec(path) && given[1] !== undefined) {
    const key = fileKey(given[1].value);
    if (key !== undefined) return { key };
  }
  // `path.with_suffix(...)`, `str(path)`: the same file, or one that stands for it.
  if (standsForFile(path)) return given[0]?.value.file;
  return givesSameFile(name) ? receiver?.file : undefined;
}

const writesTo = matcher(
  /(?:^|\.)(?:writeFile|writeFileSync|appendFile|appendFileSync|outputFile|outputFileSync|writeTextFile|writeTextFileSync|Bun\.write)$/,
);
const writes = matcher(/^(?:write|write_text|write_bytes|writelines|end)$/);

/** Notes what a model wrote where it is written to a file. */
export function writeFile({ at, paths, given, receiver, name }: Call, frame: Frame): void {
  const [first, second] = given;
  if (paths.some(writesTo) && first !== undefined && second !== undefined) {
    note(fileKey(first.value), taintIn(second.value), at, frame);
    return;
  }
  const out = given.find((one) => one.name === 'file')?.value;
  if (paths[0] === 'print' && out?.file !== undefined)
    note(
      out.file.key,
      given.map(({ value }) => taintIn(value)).find((one) => one !== undefined),
      at,
      frame,
    );
  if (receiver === undefined || !writes(name)) return;
  const taint = given.map(({ value }) => taintIn(value)).find((one) => one !== undefined);
  note(receiver.file?.key ?? (name.startsWith('write_') ? fileKey(receiver) : undefined), taint, at, frame);
}

function note(key: string | undefined, taint: Taint | undefined, at: Call['at'], frame: Frame): void {
  if (key === undefined || taint === undefined || frame.machine.files.size > 1_000) return;
  const written = goOn(taint, stepAt(frame, at, 'it is written to a file'));
  const { machine, module } = frame;
  const own = machine.filesOf.get(module.program) ?? new Map<string, Taint>();
  machine.files.set(key, written);
  machine.filesOf.set(module.program, own.set(key, written));
  machine.keepers.add(module.program.path);
}

/** What a model wrote into the file that a value names, or that a command names. */
export function writtenTo(value: Value, { machine, module }: Frame): Taint | undefined {
  const { files, filesOf } = machine;
  if (files.size === 0) return undefined;
  const key = fileKey(value);
  const exact = key === undefined ? undefined : files.get(key);
  if (exact !== undefined) return exact;
  const { text } = value;
  if (text === undefined || text.length < 4) return undefined;
  const own = filesOf.get(module.program);
  if (own === undefined) return undefined;
  machine.spend(own.size / 4);
  for (const [name, taint] of own) {
    const base = name.slice(name.lastIndexOf('/') + 1);
    if (
      base.length >= 4 &&
      /\.\w+$/.test(base) &&
      (text.includes(base) || `${text}.py` === base || text.endsWith(`/${base.replace(/\.\w+$/, '')}`))
    )
      return taint;
  }
  return undefined;
}
