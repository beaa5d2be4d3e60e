/**
 * Dependency files of ecosystems that are not audited yet, by the end of their path. They are named so that a change of
 * them does not look as if it had been judged. Source: the package managers' own documentation of their file names.
 */
const files: readonly (readonly [ending: RegExp, title: string])[] = [
  [/(?:^|\/)(?:Cargo\.(?:toml|lock))$/, 'Rust (Cargo)'],
  [/(?:^|\/)(?:go\.(?:mod|sum|work|work\.sum))$/, 'Go modules'],
  [/(?:^|\/)(?:Gemfile|Gemfile\.lock|gems\.rb|gems\.locked|[^/]+\.gemspec)$/, 'Ruby (Bundler)'],
  [/(?:^|\/)composer\.(?:json|lock)$/, 'PHP (Composer)'],
  [
    /(?:^|\/)(?:packages\.lock\.json|packages\.config|paket\.(?:dependencies|lock)|nuget\.config|Directory\.Packages\.props|[^/]+\.(?:cs|fs|vb)proj)$/i,
    '.NET (NuGet)',
  ],
  [
    /(?:^|\/)(?:pom\.xml|gradle\.lockfile|buildscript-gradle\.lockfile|libs\.versions\.toml|[^/]+\.gradle(?:\.kts)?)$/,
    'Java (Maven, Gradle)',
  ],
  [
    /(?:^|\/)(?:Package\.swift|Package\.resolved|Podfile|Podfile\.lock|Cartfile|Cartfile\.resolved)$/,
    'Swift and Apple platforms',
  ],
  [/(?:^|\/)(?:pubspec\.(?:yaml|lock))$/, 'Dart (pub)'],
  [/(?:^|\/)(?:mix\.(?:exs|lock)|rebar\.(?:config|lock))$/, 'Erlang and Elixir (Hex)'],
  [/(?:^|\/)(?:conanfile\.(?:py|txt)|vcpkg\.json|conan\.lock)$/, 'C and C++ (Conan, vcpkg)'],
  [/(?:^|\/)(?:flake\.(?:nix|lock))$/, 'Nix'],
  [/(?:^|\/)(?:cpanfile|cpanfile\.snapshot)$/, 'Perl (CPAN)'],
  [/(?:^|\/)(?:renv\.lock|DESCRIPTION)$/, 'R (CRAN)'],
  [/(?:^|\/)(?:Chart\.(?:yaml|lock)|\.terraform\.lock\.hcl)$/, 'Helm and Terraform'],
  [/(?:^|\/)package\.(?:yaml|json5)$/, 'pnpm (manifests in YAML and JSON5)'],
  [/(?:^|\/)(?:conda-lock\.ya?ml|pixi\.(?:toml|lock))$/, 'conda (lockfiles)'],
];

/** What a path belongs to that is recognised and not audited. */
export const findUnaudited = (path: string): string | undefined => files.find(([ending]) => ending.test(path))?.[1];
