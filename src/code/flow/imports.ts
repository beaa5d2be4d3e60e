import { plainModule } from '../module-name.ts';
import type { Binding, Statement } from '../program.ts';
import { evaluate } from './interpreter.ts';
import type { Frame } from './machine.ts';
import { type ModuleState, nothing, type Value } from './values.ts';

/** What an import brings into the scope: parts of another program here, or what is known by its path alone. */
export function importNames({ module: name, bindings }: Extract<Statement, { kind: 'import' }>, frame: Frame): void {
  const module = frame.machine.module(frame.module, name);
  for (const binding of bindings) {
    if (binding.member === '*') importAll(module, frame);
    else frame.scope.vars.set(binding.local, importedBy(binding, name, module, frame));
  }
}

function importAll(module: ModuleState | undefined, frame: Frame): void {
  if (module === undefined) return;
  frame.machine.spend(module.exports.size + module.scope.vars.size);
  for (const [name, value] of [...module.exports, ...module.scope.vars])
    if (!name.startsWith('_')) frame.scope.vars.set(name, value);
}

function importedBy({ member }: Binding, name: string, module: ModuleState | undefined, frame: Frame): Value {
  const root = plainModule(name);
  if (member === undefined) return { ...nothing, paths: [root], module };
  const held = module === undefined ? undefined : exportedBy(module, member);
  if (held !== undefined) return held;
  const path = member === 'default' ? root : `${root}.${member}`;
  return {
    ...nothing,
    paths: [path],
    module: frame.machine.module(frame.module, `${name}${name.endsWith('.') ? '' : '.'}${member}`),
  };
}

/** What a program has under a name for others. */
export const exportedBy = ({ exports, language, scope }: ModuleState, member: string): Value | undefined =>
  exports.get(member) ?? (language === 'python' ? scope.vars.get(member) : undefined);

export function exportName({ name, value: given }: Extract<Statement, { kind: 'export' }>, frame: Frame): void {
  const value = evaluate(given, frame);
  const { exports } = frame.module;
  if (name === '*') for (const [one, exported] of value.module?.exports ?? []) exports.set(one, exported);
  else exports.set(name, value);
}
