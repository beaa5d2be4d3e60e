import type { Surface } from '../../model/surface.ts';
import { parseJson } from '../../text/json.ts';
import { memberOf } from '../../text/json-nodes.ts';
import { Collector } from '../collector.ts';
import { jsonPiece } from '../json-text.ts';
import { baseNameOf } from '../names.ts';
import { sliceOf } from '../pieces.ts';

export const surface: Surface = {
  id: 'package-scripts',
  title: 'package.json scripts',
  role: 'script',
  matches: (path) => (baseNameOf(path) === 'package.json' ? 'name' : false),
  read(file, commands) {
    const { root, lines } = parseJson(file.text);
    const into = new Collector(file, lines);
    const scripts = memberOf(root, 'scripts')?.value;
    const whole = sliceOf(file.text, 0, file.text.length);
    for (const { value } of scripts?.kind === 'object' ? scripts.members : []) {
      if (value.kind !== 'string') continue;
      const { text, at } = jsonPiece(whole, value);
      into.add(commands.script(text, at));
    }
    return into.finish();
  },
};
