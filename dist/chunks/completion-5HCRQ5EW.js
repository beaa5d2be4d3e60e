import{b as e,c as t}from"./chunk-VH5AACKY.js";import{p as o}from"./chunk-TAAVKKSC.js";import"./chunk-F4COVCJQ.js";import"./chunk-IVDAYD5O.js";import"./chunk-NDCB3N7P.js";import{o as r}from"./chunk-L6OGS72H.js";import"./chunk-ZLNOLPZQ.js";import"./chunk-D42VG7EP.js";import"./chunk-QW5I77QM.js";import"./chunk-TNPZHOKQ.js";import"./chunk-J32L756N.js";import"./chunk-2KB5F4XT.js";import"./chunk-7PAH4AVC.js";import"./chunk-L62O35GZ.js";import"./chunk-QQL6RZM7.js";import"./chunk-62FJZWBB.js";import"./chunk-G4NC42HG.js";import"./chunk-W572LR55.js";var n=["--help","--version"],a=e=>[...e.map(({command:e})=>e),...n].join(" ");function i(e,t){return e.flatMap(({command:e,options:o})=>o.flatMap(({name:o,next:r})=>void 0===r?[]:[`    '${e} --${o}') ${t(r)} ;;`]))}var c=(e,t)=>e.flatMap(e=>[`    '${e.command} -'*) ${t((({options:e})=>[...e.map(({name:e})=>`--${e}`),"--help"].join(" "))(e).split(" "))} ;;`,`    '${e.command} '*) ${t(e.next)} ;;`]),s=e=>"string"==typeof e?`_gazetteer_${e}`:`words='${e.join(" ")}'`,m={file:"_files",folder:"_files -/",any:":"},f=e=>"string"==typeof e?m[e]:`compadd -- ${e.join(" ")}`,p={file:"-r -F",folder:"-x -a '(__fish_complete_directories)'",any:"-x"},l=e=>"string"==typeof e?p[e]:`-x -a '${e.join(" ")}'`,$=new Map([["bash",e=>`# Completion of gazetteer for bash: source <(gazetteer completion bash)
_gazetteer_any() { :; }
_gazetteer_file() { compopt -o default 2>/dev/null || { local IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$current")); }; }
_gazetteer_folder() { compopt -o dirnames 2>/dev/null || { local IFS=$'\\n'; COMPREPLY=($(compgen -d -- "$current")); }; }
_gazetteer() {
  local current=$\{COMP_WORDS[COMP_CWORD]} before=$\{COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${a(e)}' -- "$current"))
    return
  fi
  if [[ $current == '=' ]]; then
    current=
  elif [[ $before == '=' ]]; then
    before=$\{COMP_WORDS[COMP_CWORD-2]}
    if [[ $before != -* ]]; then _gazetteer_file; return; fi
  fi
  case "$\{COMP_WORDS[1]} $before" in
${i(e,s).join(`
`)}
    *) case "$\{COMP_WORDS[1]} $current" in
${c(e,s).join(`
`)}
    esac ;;
  esac
  if [[ -n $words ]]; then COMPREPLY=($(compgen -W "$words" -- "$current")); fi
}
complete -F _gazetteer gazetteer
`],["zsh",e=>`#compdef gazetteer
# Completion of gazetteer for zsh: source <(gazetteer completion zsh), or a file _gazetteer in a folder of $fpath
_gazetteer() {
  local before=$words[CURRENT-1] current=$words[CURRENT]
  if ((CURRENT == 2)); then compadd -- ${a(e)}; return; fi
  if [[ $current == --*=* ]]; then
    before=$\{current%%=*}
    compset -P '*='
  elif [[ $current == *=* ]]; then
    compset -P '*='
    _files
    return
  fi
  case "$words[2] $before" in
${i(e,f).join(`
`)}
    *) case "$words[2] $current" in
${c(e,f).join(`
`)}
    esac ;;
  esac
}
if [[ $funcstack[1] == _gazetteer ]]; then _gazetteer "$@"; else compdef _gazetteer gazetteer; fi
`],["fish",e=>{let t=e.flatMap(({command:e,options:t,next:o})=>{let r=`complete -c gazetteer -n '__fish_seen_subcommand_from ${e}'`;return[...t.map(({name:e,next:t})=>`${r} -l ${e}${void 0===t?"":` ${l(t)}`}`),..."any"===o?[]:[`${r} ${l(o).replace(/^-[rx] /,"")}`]]});return`# Completion of gazetteer for fish: gazetteer completion fish | source
complete -c gazetteer -f
complete -c gazetteer -l help
complete -c gazetteer -n __fish_use_subcommand -l version
complete -c gazetteer -n __fish_use_subcommand -a '${e.map(({command:e})=>e).join(" ")}'
${t.join(`
`)}
`}]]);async function u(t){let[o,...r]=t;if(void 0===o||r.length>0)throw e(`give one shell: ${[...$.keys()].join(", ")}`);let n=$.get(o);if(void 0===n)throw e(`completion ${o}: give one of ${[...$.keys()].join(", ")}`);return process.stdout.write(n(d)),0}var h={format:o.map(({id:e})=>e),rule:r.map(({meta:e})=>e.id)},_=e=>void 0===e?"any":"format"===e||"rule"===e?h[e]:e,d=Object.entries(t).map(([e,{flags:t,values:o}])=>({command:e,options:Object.entries(t).map(([e,t])=>"boolean"===t.type?{name:e}:{name:e,next:_(t.values)}),next:_(o)}));export{u as runCommand};
