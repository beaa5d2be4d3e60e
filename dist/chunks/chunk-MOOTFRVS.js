import{p as r}from"./chunk-TAAVKKSC.js";var o=async r=>"load"in r?r.load():r;async function n(n){let a=r.find(r=>r.id===n);if(void 0===a)throw Error(`no reporter ${n}`);return o(a)}export{n as a};
