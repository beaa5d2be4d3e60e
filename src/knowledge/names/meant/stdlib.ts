/** Public modules of Python 3.6 to 3.14 (`sys.stdlib_module_names` of each), those that 3.14 has. */
const python =
  'abc annotationlib antigravity argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 calendar ' +
  'cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib ' +
  'contextvars copy copyreg cProfile csv ctypes curses dataclasses datetime dbm decimal difflib dis doctest email ' +
  'encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc ' +
  'genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib importlib inspect ' +
  'io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap ' +
  'modulefinder msvcrt multiprocessing netrc ntpath nturl2path numbers opcode operator optparse os pathlib pdb ' +
  'pickle pickletools pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile ' +
  'pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets ' +
  'select selectors shelve shlex shutil signal site smtplib socket socketserver sqlite3 sre_compile sre_constants ' +
  'sre_parse ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tabnanny tarfile ' +
  'tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc ' +
  'tty turtle turtledemo types typing unicodedata unittest urllib uuid venv warnings wave weakref webbrowser winreg ' +
  'winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo';

/** Modules that Python 3 had or that ended with Python 2.7. */
const gone =
  'aifc asynchat asyncore audioop binhex cgi cgitb chunk crypt distutils dummy_threading formatter imghdr imp ' +
  'lib2to3 macpath macurl2path mailcap msilib nis nntplib ossaudiodev parser pipes smtpd sndhdr spwd sunau symbol ' +
  'telnetlib uu xdrlib anydbm audiodev BaseHTTPServer Bastion bsddb CGIHTTPServer commands compiler Cookie ' +
  'cookielib copy_reg cPickle cStringIO dbhash dircache DocXMLRPCServer dumbdbm dummy_thread exceptions FileDialog ' +
  'FixTk fpformat future_builtins hotshot htmlentitydefs htmllib HTMLParser httplib ihooks imputil linuxaudiodev ' +
  'markupbase md5 mhlib mimetools MimeWriter mimify multifile mutex os2emxpath popen2 posixfile repr rexec rfc822 ' +
  'robotparser ScrolledText sets sgmllib sha SimpleDialog SimpleHTTPServer SimpleXMLRPCServer sre statvfs StringIO ' +
  'stringold strop sunaudio thread Tix tkColorChooser tkCommonDialog Tkconstants Tkdnd tkFileDialog tkFont ' +
  'tkMessageBox tkSimpleDialog toaiff ttk urllib2 urlparse UserDict UserList UserString whichdb xmllib xmlrpclib';

/** Modules of Node (`module.builtinModules` up to Node 26), the first part of their names. */
const node =
  'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain ' +
  'events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl ' +
  'sea sqlite stream string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib';

const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const readNames = (text: string): (() => ReadonlyMap<string, string>) =>
  once(() => new Map(text.split(' ').map((name) => [normalise(name), name])));

interface Library {
  readonly language: string;
  readonly present: () => ReadonlyMap<string, string>;
  readonly gone: () => ReadonlyMap<string, string>;
}

const libraries: ReadonlyMap<string, Library> = new Map([
  ['pypi', { language: 'Python', present: readNames(python), gone: readNames(gone) }],
  ['npm', { language: 'Node', present: readNames(node), gone: () => new Map() }],
]);

export interface StandardModule {
  readonly name: string;
  readonly language: string;
  /** The language has it no longer. */
  readonly isGone: boolean;
}

/**
 * The module of the language's standard library that a name is, or that a path begins with: `node:fs`, `fs/promises`.
 * @param name in the ecosystem's spelling; a scoped name is never one
 */
export function findStandardModule(ecosystem: string, name: string): StandardModule | undefined {
  const library = libraries.get(ecosystem);
  if (library === undefined || name.startsWith('@')) return undefined;
  const bare = name.startsWith('node:') ? name.slice('node:'.length) : name;
  const first = normalise(bare.split('/', 1)[0] ?? '');
  const present = library.present().get(first);
  const found = present ?? library.gone().get(first);
  if (found === undefined) return undefined;
  return { name: found, language: library.language, isGone: present === undefined };
}
