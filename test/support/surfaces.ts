import type { Reading, Word } from '../../src/model/command.ts';
import { MalformedFileError, type SourceFile } from '../../src/model/ecosystem.ts';
import type { CommandReader, PlaceMap, Surface } from '../../src/model/surface.ts';
import { indexLines } from '../../src/text/lines.ts';

/** Something that a surface handed to its reader of commands. */
export type Handed =
  | {
      readonly kind: 'script';
      readonly text: string;
      readonly at: PlaceMap;
      readonly known: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'argv'; readonly words: readonly Word[] }
  | { readonly kind: 'setting'; readonly name: string; readonly value: Word }
  | { readonly kind: 'embedded'; readonly format: string; readonly text: string; readonly at: PlaceMap };

const nothing: Reading = { dependencies: [], registries: [], includes: [], unparsed: [], safeguards: [] };

/** Writes down what it is handed, so that a surface is judged by that alone. */
export function recordCommands(): { readonly commands: CommandReader; readonly handed: readonly Handed[] } {
  const handed: Handed[] = [];
  const record = (one: Handed): Reading => {
    handed.push(one);
    return nothing;
  };
  const commands: CommandReader = {
    script: (text, at, known = new Map()) => record({ kind: 'script', text, at, known: new Map(known) }),
    argv: (words) => record({ kind: 'argv', words }),
    setting: (name, value) => record({ kind: 'setting', name, value }),
    settingsFile: () => nothing,
    embedded: (format, text, at) => record({ kind: 'embedded', format, text, at }),
  };
  return { commands, handed };
}

const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

/** A word as a case shows it; `?` stands before what is not known. */
const showWord = ({ text, known }: Word): string => (known ? text : `?${text}`);

/** What a case states of a file: what the surface handed on, and what it says itself. Empty lists are left out. */
export function summariseSurface(surface: Surface, file: SourceFile): unknown {
  try {
    const { commands, handed } = recordCommands();
    const reading = surface.read(file, commands);
    const lines = indexLines(file.text);
    const line = (offset: number): number => lines.position(offset).line;
    const of = <K extends Handed['kind']>(kind: K) =>
      handed.filter((one): one is Extract<Handed, { kind: K }> => one.kind === kind);
    const summary = {
      scripts: some(
        of('script').map(({ text, at, known }) => ({
          line: line(at(0)),
          text,
          ...(known.size === 0 ? {} : { known: Object.fromEntries(known) }),
        })),
      ),
      argv: some(of('argv').map(({ words }) => ({ line: line(words[0]?.start ?? 0), words: words.map(showWord) }))),
      settings: some(
        of('setting').map(({ name, value }) => ({ line: line(value.start), name, value: showWord(value) })),
      ),
      embedded: some(of('embedded').map(({ format, text, at }) => ({ line: line(at(0)), format, text }))),
      dependencies: some(
        reading.dependencies.map(({ purl, rawName, source, scope, integrity, location }) => ({
          line: location.startLine,
          purl,
          rawName,
          source,
          scope,
          ...(integrity === undefined ? {} : { integrity }),
        })),
      ),
      registries: some(reading.registries.map(({ location, ...use }) => ({ line: location.startLine, ...use }))),
      tools: some(
        (reading.tools ?? []).map((setting) => {
          const { location, ...rest } = setting;
          const { digest: _, ...shown } = { digest: undefined, ...rest };
          return { line: location.startLine, ...shown };
        }),
      ),
      unparsed: some(reading.unparsed.map(({ location, reason }) => ({ line: location.startLine, reason }))),
    };
    return JSON.parse(JSON.stringify(summary));
  } catch (error) {
    if (error instanceof MalformedFileError) return { malformed: error.line ?? null };
    throw error;
  }
}
