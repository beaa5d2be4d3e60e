/** What runs code out of a file that it reads. Sources: the documentation of each function, 2026-11. */
export interface Loader {
  readonly path: RegExp;
  /** A sentence without its full stop: why reading runs something. */
  readonly why: string;
  /** Only where this option has that value; `missing`: or is left out. */
  readonly when?: { readonly option: string; readonly is: boolean | null | 'unsafe-loader'; readonly orMissing?: true };
  /** It is told wherever the file comes from; else only where it is downloaded, or nobody fixed which one it is. */
  readonly always?: true;
  /** It fetches the file itself. */
  readonly isDownload?: true;
  /** The option that fixes which version is loaded, a commit; `name`: it stands in the first argument, behind a colon. */
  readonly pin?: string;
  /** Only files so named, as far as the texts of the call tell. */
  readonly named?: RegExp;
  readonly remedy: string;
}

const pickled = 'unpickling runs what the file says';

export const loaders: readonly Loader[] = [
  {
    path: /^(?:pickle|cPickle|_pickle|dill|cloudpickle|joblib|pandas|pickle5)\.(?:loads?|read_pickle|Unpickler\(\)\.load)$/,
    why: pickled,
    remedy:
      'Load a format that only holds data (safetensors, ONNX, JSON, skops with the types that you trust), and check the hash of the file first.',
  },
  {
    path: /^(?:torch)\.load$/,
    why: `${pickled}, with weights_only=False`,
    when: { option: 'weights_only', is: false },
    always: true,
    remedy: 'Leave weights_only at True, as PyTorch 2.6 has it by itself, or load safetensors.',
  },
  {
    path: /^(?:torch)\.load$/,
    why: `${pickled}: without weights_only=True PyTorch before 2.6 does so`,
    when: { option: 'weights_only', is: null, orMissing: true },
    remedy: 'Say weights_only=True, or load safetensors.',
  },
  {
    path: /^(?:numpy|np)\.load$/,
    why: `${pickled}, with allow_pickle=True`,
    when: { option: 'allow_pickle', is: true },
    remedy: 'Leave allow_pickle at False.',
  },
  {
    path: /^yaml\.(?:load|load_all)$/,
    why: 'a loader of YAML that is not the safe one makes any object that the file names',
    when: { option: 'Loader', is: 'unsafe-loader', orMissing: true },
    remedy: 'Use yaml.safe_load.',
  },
  {
    path: /^yaml\.(?:unsafe_load|unsafe_load_all|full_load|full_load_all)$/,
    why: 'a loader of YAML that is not the safe one makes any object that the file names',
    remedy: 'Use yaml.safe_load.',
  },
  {
    path: /^(?:keras|tensorflow\.keras|tf\.keras|tf_keras)\.(?:models|saving)\.load_model$/,
    why: 'with safe_mode=False a Lambda layer of the file runs as Python',
    when: { option: 'safe_mode', is: false },
    always: true,
    remedy: 'Leave safe_mode at True.',
  },
  {
    path: /^(?:keras|tensorflow\.keras|tf\.keras|tf_keras)\.(?:models|saving)\.load_model$/,
    why: 'a Lambda layer of a file in the format of HDF5 runs as Python: safe_mode only holds for the format `.keras`',
    named: /\.(?:h5|hdf5)$/i,
    remedy: 'Load the format `.keras`, or safetensors, or only weights.',
  },
  {
    path: /^(?:keras|tensorflow\.keras|tf\.keras|tf_keras)\.config\.enable_unsafe_deserialization$/,
    why: 'from here on Lambda layers of all files run as Python',
    always: true,
    remedy: 'Leave safe mode on.',
  },
  {
    path: /\.load_local$/,
    why: `${pickled}, with allow_dangerous_deserialization=True`,
    when: { option: 'allow_dangerous_deserialization', is: true },
    always: true,
    remedy: 'Keep the index where only this project writes, or in a store that holds data alone.',
  },
  {
    path: /^torch\.(?:hub\.load_state_dict_from_url|utils\.model_zoo\.load_url)$/,
    why: `${pickled}: weights_only is False here where nothing else is said`,
    when: { option: 'weights_only', is: false, orMissing: true },
    always: true,
    isDownload: true,
    remedy: 'Say weights_only=True, or load safetensors.',
  },
  {
    path: /(?:\.from_pretrained|^transformers\.pipeline|^datasets\.load_dataset|^sentence_transformers\.(?:SentenceTransformer|CrossEncoder)|^vllm\.LLM|\.from_config|^evaluate\.load|(?:^|\.)HuggingFace\w+(?:\.from_model_id)?)$/,
    why: 'with trust_remote_code=True Python of the repository of the model runs',
    when: { option: 'trust_remote_code', is: true },
    always: true,
    pin: 'revision',
    remedy: 'Leave trust_remote_code out, or fix `revision` to a commit whose code you read.',
  },
  {
    path: /^torch\.hub\.load$/,
    why: 'Python of the repository runs',
    always: true,
    pin: 'name',
    remedy:
      'Load weights with load_state_dict_from_url(weights_only=True) into a model of your own, or name a commit behind the repository (`owner/name:commit`) whose code you read.',
  },
];

/** What fetches a file, or its bytes. */
export const downloads =
  /^(?:requests|httpx|aiohttp\.ClientSession\(\)|urllib3\.PoolManager\(\)|requests\.Session\(\)|httpx\.(?:Async)?Client\(\))\.(?:get|post|request|stream)\(\)|^urllib\.request\.(?:urlopen|urlretrieve)\(\)|^(?:wget|gdown)\.(?:download|cached_download)\(\)|^huggingface_hub\.(?:hf_hub_download|snapshot_download|cached_download)\(\)|^torch\.hub\.(?:download_url_to_file|load_state_dict_from_url)\(\)|^(?:tensorflow|tf|keras)\.(?:keras\.)?utils\.get_file\(\)|^boto3\.(?:client|resource)\(\)\.|^(?:s3fs|gcsfs|fsspec)\b|^wandb\.\w+\(\)(?:\.\w+\(\))?\.download|^google\.cloud\.storage\b.*\.download_as_(?:bytes|string)\(\)|^kagglehub\.\w+\(\)|^mlflow\.artifacts\.download_artifacts\(\)|^pooch\.retrieve\(\)/;

/** What puts what it fetches into a file, or a folder: by place, or by name. */
export const savers: readonly {
  readonly path: RegExp;
  readonly file?: readonly (number | string)[];
  readonly folder?: readonly string[];
}[] = [
  { path: /^urllib\.request\.urlretrieve$/, file: [1, 'filename'] },
  { path: /^(?:gdown|wget)\.(?:download|cached_download)$/, file: [1, 'output', 'path', 'out'] },
  { path: /^torch\.hub\.download_url_to_file$/, file: [1, 'dst'] },
  { path: /^boto3\.(?:client|resource)\(\)\.download_file$/, file: [2, 'Filename'] },
  { path: /^boto3\.resource\(\)\.\w+\(\)\.download_file$/, file: [-1, 'Filename'] },
  { path: /^google\.cloud\.storage\b.*\.download_to_filename$/, file: [0, 'filename'] },
  { path: /^huggingface_hub\.(?:hf_hub_download|snapshot_download)$/, folder: ['local_dir'] },
];

/** What starts a program, and programs that fetch a file, with the options that name it. */
export const starters = /^(?:os\.(?:system|popen)|subprocess\.\w+|get_ipython\(\)\.\w+)$/;
export const fetchers = /^!?\s*(?:curl|wget|aria2c)\b/;
export const fetchedTo: ReadonlySet<string> = new Set(['-O', '-o', '--output', '--output-document', '--out']);

/** What no load does without that is told wherever its file comes from. */
const alwaysTold =
  /\b(?:weights_only|safe_mode|trust_remote_code|allow_dangerous_deserialization|enable_unsafe_deserialization|model_zoo)\b|\btorch\.hub\b|\bfrom torch import\b.*\bhub\b/;
/** What the others do not do without: a loader, and a place to fetch from. */
const anyLoader = /\b(?:_?pickle5?|cPickle|dill|cloudpickle|joblib|read_pickle|torch|allow_pickle|yaml|load_model)\b/;
const anyDownload =
  /["'`](?:https?|s3|gs|hf):\/\/|\b(?:requests|httpx|aiohttp|urllib3?|wget|gdown|huggingface_hub|get_file|boto3|s3fs|gcsfs|fsspec|wandb|kagglehub|mlflow|pooch|curl)\b|\bgoogle\.cloud\b/;

/** Whether a file may load something of the kind: the cheap test before any parser. */
export const mentionsLoad = (text: string): boolean =>
  alwaysTold.test(text) || (anyLoader.test(text) && anyDownload.test(text));
