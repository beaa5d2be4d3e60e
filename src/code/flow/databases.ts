import {
  databaseImport,
  databaseMention,
  databaseName,
  databaseOrigin,
  looseDatabaseName,
  madeStatement,
  queryMethod,
  statementMention,
  statementMethod,
  statementName,
  statementText,
} from '../../knowledge/code/databases.ts';
import { rememberFor } from '../../text/remember.ts';
import type { Program } from '../program.ts';
import type { Call } from './call.ts';
import { type Frame, sliceOf } from './machine.ts';

/**
 * Whether a method is called on a database: where the object comes from tells it, or else its name together with something
 * that speaks of statements. Stores, pools of workers and clients of HTTP have methods of the same names.
 * @param names what the object is called, each way that it is reached
 */
export function isDatabase(made: Call, names: readonly string[], frame: Frame): boolean {
  const { receiver, name } = made;
  if (receiver?.paths.some((path) => databaseOrigin.test(path) && !madeStatement.test(path)) === true) return true;
  const isCertain = names.some((one) => databaseName.test(one));
  if (!isCertain && !names.some((one) => looseDatabaseName.test(one))) return false;
  const isQuery = queryMethod.test(name);
  if (statementMethod.test(name) || (isCertain && isQuery) || givesStatement(made, frame)) return true;
  const { imports, statements, databases } = speechOf(frame.module.program);
  return imports || (isQuery && statements) || (isCertain && (statements || databases));
}

function givesStatement({ given: [first] }: Call, frame: Frame): boolean {
  if (first === undefined) return false;
  const { value, of } = first;
  return statementText.test(value.text ?? '') || statementName.test(sliceOf(frame, of).slice(0, 100));
}

interface Speech {
  readonly imports: boolean;
  readonly statements: boolean;
  readonly databases: boolean;
}

const speeches = new WeakMap<Program, { readonly made: Speech }>();

const speechOf = (program: Program): Speech =>
  rememberFor(speeches, program, () => ({
    imports: databaseImport.test(program.text),
    statements: statementMention.test(program.text),
    databases: databaseMention.test(program.text),
  }));
