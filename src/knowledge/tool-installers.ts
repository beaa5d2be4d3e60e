/**
 * Scripts that tools document for being piped into a shell, by the beginnings of their addresses, without the protocol. Whoever
 * runs one trusts its publisher; that is told, but it is not what an attack looks like.
 */
const documented: readonly string[] = [
  // docs.astral.sh/uv/getting-started/installation
  'astral.sh/uv/',
  // rust-lang.org/tools/install
  'sh.rustup.rs',
  // pnpm.io/installation
  'get.pnpm.io/install.sh',
  // bun.com/docs/installation
  'bun.sh/install',
  'bun.com/install',
  // docs.deno.com/runtime/getting_started/installation
  'deno.land/install.sh',
  // python-poetry.org/docs
  'install.python-poetry.org',
  // github.com/nvm-sh/nvm, "Install & Update Script"
  'raw.githubusercontent.com/nvm-sh/nvm/',
  // brew.sh
  'raw.githubusercontent.com/Homebrew/install/',
  // docs.docker.com/engine/install/ubuntu, "Install using the convenience script"
  'get.docker.com',
  // mise.jdx.dev/getting-started.html
  'mise.run',
  // github.com/nodesource/distributions
  'deb.nodesource.com/setup_',
  // ollama.com/download/linux
  'ollama.com/install.sh',
  // docs.claude.com/en/docs/claude-code/setup
  'claude.ai/install.sh',
];

/** Whether an address is one of those scripts: https, or no protocol at all. */
export function isToolInstaller(address: string): boolean {
  const place = address.replace(/^https:\/\//, '');
  return documented.some(
    (one) => place === one || (place.startsWith(one) && (/[/_]$/.test(one) || /^[/?#]/.test(place.slice(one.length)))),
  );
}
