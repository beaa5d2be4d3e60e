import type { Surface } from '../../model/surface.ts';
import { Collector } from '../collector.ts';
import { parseJsonc } from '../jsonc.ts';
import { addServers } from '../mcp-servers.ts';
import { baseNameOf } from '../names.ts';

const names = new Set([
  '.mcp.json',
  'mcp.json',
  'claude_desktop_config.json',
  'mcp_config.json',
  'mcp_settings.json',
  'cline_mcp_settings.json',
  'mcp-config.json',
]);
/** Settings of clients that hold servers among other things, by the folder they lie in. */
const settings =
  /(?:^|\/)(?:\.gemini\/settings|\.claude\/settings(?:\.local)?|\.vscode\/settings|\.zed\/settings|\.amazonq\/mcp)\.json$/;

export const surface: Surface = {
  id: 'mcp',
  title: 'MCP configurations',
  role: 'script',
  matches: (path) => (names.has(baseNameOf(path).toLowerCase()) || settings.test(path) ? 'name' : false),
  read(file, commands) {
    const { root, lines } = parseJsonc(file.text);
    const into = new Collector(file, lines);
    addServers(into, commands, root);
    return into.finish();
  },
};
