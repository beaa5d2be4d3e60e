import type { TextPlace } from '../../model/instruction.ts';
import { isAgentFile } from '../../text/agent-files.ts';

/** Languages, and settings that programs obey. What people read in their own languages is not among them. */
const code =
  /\.(?:[cm]?[jt]sx?|py[iw]?|pth|ipynb|rb|go|rs|java|kts?|scala|groovy|gradle|swift|mm?|[ch](?:pp|xx|c|h|\+\+)?|cs|fs|vb|php|pl|pm|lua|r|jl|exs?|erl|hs|clj[cs]?|dart|sol|zig|nim|vue|svelte|astro|sh|bash|zsh|fish|ksh|ps1|psm1|bat|cmd|sql|ya?ml|toml|tf|hcl|gypi?|mk|cmake|dockerfile)$/i;
const codeNames = /(?:^|\/)(?:package\.json|dockerfile[^/]*|makefile|justfile|rakefile|gemfile|jenkinsfile|\.envrc)$/i;
const translations = /(?:^|\/)(?:i18n|l10n|locales?|langs?|translations?|messages)\//i;

export function placeOf(path: string): TextPlace {
  if (isAgentFile(path)) return 'agent';
  return (code.test(path) || codeNames.test(path)) && !translations.test(path) ? 'code' : 'text';
}

/** Endings of files that hold no text: fetching them tells nothing. */
const binary =
  /\.(?:png|jpe?g|gif|webp|avif|bmp|ico|icns|tiff?|psd|heic|mp[34]|m4[av]|mov|avi|mkv|webm|ogg|wav|flac|woff2?|ttf|otf|eot|pdf|docx?|xlsx?|pptx?|zip|gz|tgz|bz2|xz|zst|7z|rar|tar|jar|war|class|whl|egg|so|dylib|dll|exe|o|a|obj|lib|bin|dat|db|sqlite3?|wasm|pyc|pyo|onnx|pt|pth\.tar|safetensors|gguf|npy|npz|parquet|h5|pkl)$/i;

export const isText = (path: string): boolean => !binary.test(path);
