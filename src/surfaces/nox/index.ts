import type { Word } from '../../model/command.ts';
import type { CommandReader, Surface } from '../../model/surface.ts';
import { Collector, impliedWord } from '../collector.ts';
import { baseNameOf } from '../names.ts';
import { readCalls, type SessionCall } from './calls.ts';

export const surface: Surface = {
  id: 'nox',
  title: 'noxfile.py',
  role: 'script',
  includesAnyName: true,
  matches: (path) => (baseNameOf(path) === 'noxfile.py' ? 'name' : false),
  read(file, commands) {
    const into = new Collector(file);
    for (const call of readCalls(file.text)) readCall(into, commands, call);
    return into.finish();
  },
};

/** What a method of a session runs before its arguments (nox.thea.codes, "Session object"). */
const programs: ReadonlyMap<string, readonly string[]> = new Map([
  ['install', ['pip', 'install']],
  ['conda_install', ['conda', 'install']],
  ['run', []],
  ['run_always', []],
  ['run_install', []],
]);

function readCall(
  into: Collector,
  commands: CommandReader,
  { method, words, start, nameEnd, end, closed }: SessionCall,
): void {
  const program = programs.get(method);
  if (program === undefined) return;
  if (!closed) into.reject(start, end, 'a call that never ends');
  const all: readonly Word[] = [...program.map((text) => impliedWord(text, start, nameEnd)), ...words];
  if (words.length > 0) into.add(commands.argv(all));
}
