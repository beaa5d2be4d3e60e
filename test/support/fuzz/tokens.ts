/** What the grammars of all formats are made of, and what has led readers astray. Parted by spaces in a line. */
const plain = String.raw`
" ' ${'`'} """ ''' ${'```'} ~~~ { } [ ] ( ) < > [[ ]] {{ }} \ | || & && ; ;; , : = == === := ? ! % ^ ~ * ** - -- + . .. / // /* */ # ##
<!-- --> $ $$ $( $(( $X $\{X} $\{X:-a} $\{{ @ @a/b a@1 a@npm:b@1 a==1 a>=1,<2 a~=1 a[b] a;b a|b
&a *a <<: *a,*a !!str !!binary !!python/object ? --- ... |- >+ |2 %YAML %TAG .inf .nan ~ null true no 0o7 0x1 1e999 -0 1_0 99999999999999999999
__proto__ constructor toString hasOwnProperty prototype
npm: workspace: workspace:* catalog: file:../ link: patch: portal: exec: jsr:@a/b git+https://h.example/a#b git+ssh://git@h.example/a.git
github:a/b https://h.example/a.tgz https://h.example/a-1.0-py3-none-any.whl ../a ./a /a ~/a C:\a \\a\b %41 \u0000 \ud800 \x41 \101 \N \e \U00110000
-r -c -e -i --index-url --extra-index-url --hash=sha256:00 --registry= --find-links --prefix -- -m -D -g --global --from --with
pip npm npx yarn pnpm bun bunx deno uv uvx pipx poetry pdm pipenv conda mamba python3 node corepack install add i ci dlx exec run tool
sudo env xargs sh bash -c eval if then else fi for do done while case esac in function cd export alias set
FROM RUN COPY ARG ENV SHELL ONBUILD HEALTHCHECK --mount=type=cache <<EOF <<-EOF <<'EOF' EOF AS
name version dependencies devDependencies packages resolved integrity sha512- sha256: registry index url source
[package] [[package]] [[index]] [tool.uv] [project] a.b = a= a: "a": "a":" a,b - a
steps: run: uses: with: script: jobs: image: services: pip: tasks: commands: session.install( import def class lambda cells source outputs
mcpServers command args overrides resolutions scripts postinstall
`;

const unprintable = [
  ...['\n', '\r', '\r\n', '\\\n', '\t', '\v', '\f', '\0', '\x1b', '\u0085', '\u2028', '\u00a0', '\u200b', '\ufeff'],
  ...['\ud800', '\udc00', '😀', 'é', 'e\u0301', 'İ', 'ß', '\u202e', ' ', '    '],
  ...['# /// script\n', '# ///\n', '# dependencies = ["a"]\n', '<<<<<<< a\n', '=======\n', '>>>>>>> b\n'],
  ...['\n\n', '\n- ', '\n  ', '\n\t', '\n#', '\n---\n', '\n...\n', '\n```\n', ' ; ', ' # ', ': ', ', '],
];

export const tokens: readonly string[] = [
  ...plain
    .replaceAll('$\\{', '$\u007b')
    .split(/\s+/)
    .filter((token) => token !== ''),
  ...unprintable,
];
