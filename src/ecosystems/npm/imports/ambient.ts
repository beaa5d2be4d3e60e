import type { Locals } from '../../../model/imports.ts';

const declared = /^[ \t]{0,40}declare[ \t]{1,20}module[ \t]{1,20}(["'])([^"'\n]{1,300})\1[ \t\r\n]{0,40}(\{?)/gm;
/** With an import or an export of its own a file is a module, and only adds to packages that are there. */
const isModule = /^(?:import|export)\b/m;
/** What is no code: a bundler makes a module of it. */
const asset = /^\*(\.(?![cm]?[jt]sx?$|json$)[\w.-]{1,40})$/;

/**
 * Modules that a description of types says are there, whoever makes them: a bundler, a platform, the project itself. One
 * without a body says nothing of a module but its name, as is written for a package that has no types: it is none of these.
 */
export function ambientIn(text: string): Locals {
  const found = [...text.matchAll(declared)];
  if (found.length === 0) return {};
  const isOwn = !isModule.test(text);
  return {
    names: found.flatMap(([, , name = '', body]) => (isOwn && body === '{' && !name.includes('*') ? [name] : [])),
    endings: found.flatMap(([, , name = '']) => asset.exec(name)?.[1] ?? []),
  };
}
