import type { Surface } from '../../model/surface.ts';
import { Collector } from '../collector.ts';
import { baseNameOf } from '../names.ts';

/** Hooks and settings of shells that are shell text themselves. */
const named = new Set(['.envrc', '.bashrc', '.bash_profile', '.profile', '.zshrc', '.zprofile']);

export const surface: Surface = {
  id: 'shell',
  title: 'Shell scripts',
  role: 'script',
  matches(path) {
    const name = baseNameOf(path);
    if (/\.(?:sh|bash|zsh|ksh|bats|command)$/i.test(name) || named.has(name)) return 'name';
    return name.includes('.') ? false : 'content';
  },
  recognises: (text) =>
    /^#![ \t]*(?:\S*\/)?(?:env[ \t]+(?:-S[ \t]+)?(?:\S*\/)?)?(?:ba|da|k|z|a)?sh(?:[ \t\r\n]|$)/.test(
      text.slice(0, 300),
    ),
  read(file, commands) {
    const into = new Collector(file);
    into.add(commands.script(file.text, (offset) => offset));
    return into.finish();
  },
};
