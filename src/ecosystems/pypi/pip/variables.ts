/** pip puts the value of `${NAME}` in its place before it reads the line (pip `req_file.py`, `ENV_VAR_RE`). */
const variable = /\$\{[A-Z0-9_]+\}/;

/** Credentials of an address: what a variable says there changes neither host nor package. */
const credentials = /:\/\/[^/@\s]*@/g;

/** Whether the meaning of a text hangs on the environment. Linear. */
export const dependsOnEnvironment = (text: string): boolean =>
  text.includes('${') && variable.test(text.replace(credentials, '://'));
