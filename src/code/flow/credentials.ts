import type { Expression, Statement } from '../program.ts';
import type { Frame } from './machine.ts';
import { fact } from './paths.ts';
import type { Value } from './values.ts';

const secretName = /(?:key|token|secret|password|passwd|credential|_pat|database_url|dsn|connection_string)s?$/i;
/** Keys as services make them (their prefixes), and what is long and random enough; never shown. */
const secretText =
  /^(?:sk-[A-Za-z0-9_-]{20,}|sk-ant-[\w-]{20,}|ghp_[A-Za-z0-9]{30,}|github_pat_\w{30,}|xox[bap]-[\w-]{20,}|AIza[\w-]{30,}|hf_[A-Za-z0-9]{25,}|AKIA[A-Z0-9]{12,}|gsk_[A-Za-z0-9]{20,})$/;
const environments =
  /^(?:os\.environ|process\.env|import\.meta\.env|Deno\.env|Bun\.env|environ|env|(?:streamlit|st)\.secrets(?:\.\w{1,60})?|userdata|google\.colab\.userdata)\.(?:get\.)?([\w-]{2,80})$/;
const mostCredentials = 200;

/** The name of a secret that a path reads. */
const secretAt = fact((path) => {
  const name = environments.exec(path)?.[1];
  return name !== undefined && secretName.test(name) ? name : undefined;
});

const readerAt = fact((path) => (loaders.test(path) ? 'loads' : readers.test(path) ? 'reads' : undefined));

/** Notes what a member is, where that is a variable of the environment with a name like that of a secret; or a secret in a text. */
export function noteCredential(at: Expression, frame: Frame, paths: readonly string[] = []): void {
  if (at.kind === 'text') {
    if (at.value.length < 200 && secretText.test(at.value)) note(at, 'a key in the text of the program', frame);
    return;
  }
  for (const path of paths) {
    const name = secretAt(path);
    if (name !== undefined) note(at, `${name} of the environment`, frame);
  }
}

const readers =
  /^(?:os\.getenv|os\.environ\.get|environ\.get|Deno\.env\.get|userdata\.get|google\.colab\.userdata\.get|getpass\.getpass|keyring\.get_password|decouple\.config|environs\.Env\(\)|env)$/;
const loaders =
  /^(?:dotenv\.load_dotenv|dotenv\.config|dotenv\.dotenv_values|load_dotenv|dotenv\.find_dotenv|dotenvx\.config|@next\/env\.loadEnvConfig)$/;

/** The same of calls. @param text of the first argument */
export function noteRead(at: Expression, paths: readonly string[], text: string | undefined, frame: Frame): void {
  for (const path of paths) {
    const kind = readerAt(path);
    if (kind === 'loads') note(at, 'all that a `.env` file holds', frame);
    else if (kind === 'reads' && text !== undefined && secretName.test(text))
      note(at, `${text} of the environment`, frame);
  }
}

const settings = /(?:^|\.)BaseSettings$/;

/** Fields of a class that takes them from the environment: `class Settings(BaseSettings): api_key: str`. */
export function noteSettings(bases: readonly Value[], body: readonly Statement[], frame: Frame): void {
  if (!bases.some(({ paths }) => paths.some((path) => settings.test(path)))) return;
  for (const one of body) {
    const target = one.kind === 'assign' ? one.targets[0] : undefined;
    if (target?.kind === 'name' && secretName.test(target.name))
      note(target, `${target.name.toUpperCase()} of the environment`, frame);
  }
}

/** A client that is given no key takes it from the environment. */
export function noteClient(at: Expression, key: string | undefined, isGivenKey: boolean, frame: Frame): void {
  if (key !== undefined && !isGivenKey) note(at, `${key} of the environment, which the client takes`, frame);
}

function note(at: Expression, words: string, { machine, module: { program } }: Frame): void {
  const key = `${program.path}\0${at.start}\0${words}`;
  if (machine.credentials.size < mostCredentials && !machine.credentials.has(key))
    machine.credentials.set(key, { program, at: { start: at.start, end: at.end }, words });
}
