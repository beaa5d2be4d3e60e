import { withoutEndSlashes } from '../../text/paths.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

/** What a file or a variable says about an address. Without a secret it only names it. */
export interface Stated {
  /** `https://host/path`, or `//host/path` for any scheme. */
  readonly address: string;
  /** The address is a host, at any port (netrc). */
  readonly anyPort?: true;
  /**
   * `Bearer <token>`, `Basic <user>:<password>`, or `Basic` and what encodes both already. It may hold variables of the
   * environment.
   */
  readonly secret?: string;
  /** The password is in base64. */
  readonly encoded?: boolean;
}

/** Everything below a folder of a host. */
export interface Place {
  /** Undefined: any that is safe. */
  readonly protocol: string | undefined;
  /** With its port. */
  readonly host: string;
  readonly anyPort: boolean;
  /** With a slash at its end. */
  readonly folder: string;
}

/** Undefined for what is no address, and where a variable decides which. */
export function placeOf({ address, anyPort }: Stated): Place | undefined {
  const [whole, protocol] = /^(https?:)?\/\/[^\s/?#@$\\]+(?:\/[^\s?#$\\]*)?$/i.exec(address) ?? [];
  if (whole === undefined || !URL.canParse(whole, 'https://x')) return undefined;
  const { host, pathname } = new URL(whole, 'https://x');
  // Beside the pages of an index stand other answers of the same index.
  const folder = `${withoutEndSlashes(pathname)}/`.replace(/\/simple\/$/, '/');
  return { protocol: protocol?.toLowerCase(), host, anyPort: anyPort === true, folder };
}

export const isAt = ({ host, anyPort }: Place, url: Pick<URL, 'host' | 'hostname'>): boolean =>
  host === (anyPort ? url.hostname : url.host);

/** An address, with what stands before its `@`. */
const written = /(https?:\/\/)(?:([^\s"'`<>@/\\]{1,2000})@)?([^\s"'`<>@,;()[\]\\{}]+)/gi;

/** All addresses of a text, comment lines left out. Linear. */
export function readAddresses(text: string): readonly Stated[] {
  return text.split(/[\r\n]+/).flatMap((line) =>
    /^[ \t]*[#;]/.test(line)
      ? []
      : [...line.matchAll(written)].map(([, scheme, info, rest]): Stated => {
          const address = `${scheme}${rest}`;
          return info === undefined ? { address } : { address, secret: `Basic ${readUserInfo(info)}` };
        }),
  );
}

function readUserInfo(info: string): string {
  const whole = info.replace(/\$\{[^}]{0,300}\}/g, '').includes(':') ? info : `${info}:`;
  try {
    return decodeURIComponent(whole);
  } catch {
    return whole;
  }
}

/** `${NAME}`; npm's `${NAME?}`, pnpm's and Yarn's `${NAME-default}` and `${NAME:-default}`. */
const variable = /\$\{([A-Za-z_][A-Za-z0-9_]{0,200})(?:(?:(\?|-)|:-)([^${}]{0,1000}))?\}/g;

/** The `authorization` header that a secret comes to; the variables in it, and those that have no value. */
export function fill({ secret = '', encoded }: Stated, env: Variables) {
  const uses: string[] = [];
  const unset: string[] = [];
  const filled = secret.replace(variable, (_, name: string, mark?: string, otherwise?: string) => {
    uses.push(name);
    const value = Object.hasOwn(env, name) ? env[name] : undefined;
    if (value || (value === '' && mark === '-')) return value.trim();
    if (otherwise === undefined) unset.push(name);
    return otherwise ?? '';
  });
  const scheme = filled.slice(0, filled.indexOf(' '));
  const text = filled.slice(scheme.length + 1);
  const colon = scheme === 'Basic' ? text.indexOf(':') : -1;
  const password = Buffer.from(text.slice(colon + 1), encoded === true ? 'base64' : 'utf8');
  const header = colon < 0 ? text : Buffer.concat([Buffer.from(text.slice(0, colon + 1)), password]).toString('base64');
  // A header holds nothing else (RFC 9110, 5.5); `Og==` says nothing.
  return {
    uses,
    unset,
    header: /^[\x21-\x7e]+$/.test(header) && header !== 'Og==' ? `${scheme} ${header}` : undefined,
  };
}
