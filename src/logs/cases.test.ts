import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MalformedFileError } from '../model/ecosystem.ts';
import type { InstallLog } from '../model/install-log.ts';
import { logs } from './index.gen.ts';

const root = join(import.meta.dirname, 'cases');

/** `src/logs/cases/<format>/<case>/`: one log, and `expected.json`. Most were written by the real clients. */
const cases = readdirSync(root).flatMap((format) =>
  readdirSync(join(root, format)).map((name) => {
    const folder = join(root, format, name);
    const file = readdirSync(folder).find((one) => one !== 'expected.json') ?? '';
    return { format, name, path: file, text: readFileSync(join(folder, file), 'utf8'), folder };
  }),
);

/** A line each, for people to compare with the log. */
const say = ({ installed, unparsed }: InstallLog) => ({
  installed: installed.map(({ location, ecosystem, name, version = '-', from, ...origin }) =>
    [
      `${location.startLine}: ${ecosystem} ${name} ${version} ${from}`,
      ...Object.entries(origin).map((one) => one.join('=')),
    ].join(' '),
  ),
  unparsed: unparsed.map(({ location, reason, text }) => `${location.startLine}: ${reason}: ${text}`),
});

const recognising = (text: string) => logs.filter((one) => one.recognises(text)).map(({ id }) => id);

function parse(format: string, path: string, text: string): InstallLog {
  const log = logs.find(({ id }) => id === format);
  if (log === undefined) throw new Error(`no format ${format}`);
  return log.parse({ path, text });
}

describe('install logs', () => {
  it('has cases for every format', () => {
    expect([...new Set(cases.map(({ format }) => format))].sort()).toEqual(logs.map(({ id }) => id).sort());
  });

  it.each(cases)('reads $format/$name', ({ format, path, text, folder }) => {
    expect(recognising(text)).toEqual([format]);
    expect(say(parse(format, path, text))).toEqual(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
  });

  it.each(cases)('shows no credentials of $format/$name', ({ format, path, text }) => {
    expect(JSON.stringify(parse(format, path, text))).not.toContain('hunter2');
  });

  it.each(cases.filter(({ path, format }) => !path.endsWith('.json') && format !== 'pip-freeze'))(
    'reads $format/$name as a runner shows it: other line ends, colours, times before the lines',
    ({ format, path, text }) => {
      const plain = parse(format, path, text);
      const bare = (log: InstallLog) => say({ ...log, installed: log.installed.map(({ at: _, ...rest }) => rest) });
      expect(bare(parse(format, path, text.replaceAll(/\r?\n/g, '\r\n')))).toEqual(bare(plain));
      const coloured = text.replaceAll(/^(?!\{)(\S+) /gm, '\u001b[32m$1\u001b[0m ');
      expect(bare(parse(format, path, coloured))).toEqual(bare(plain));
      if (!/^\S*\d{4}-\d\d-\d\dT|\t/.test(text)) {
        const timed = parse(format, path, text.replaceAll(/^(?=.)/gm, '2026-01-02T03:04:05.1234567Z '));
        expect(bare(timed)).toEqual(bare(plain));
        expect(timed.installed.every(({ at }) => at !== undefined)).toBe(true);
      }
    },
  );

  it.each(cases)('reads every beginning of $format/$name', ({ format, path, text }) => {
    for (let end = 75; end <= text.length; end += 61) {
      const cut = text.slice(0, end);
      for (const log of logs.filter((one) => one.recognises(cut))) {
        if (format === 'pip-report') expect(() => log.parse({ path, text: cut })).toThrow(MalformedFileError);
        else expect(log.parse({ path, text: cut }).path).toBe(path);
      }
    }
  });
});
