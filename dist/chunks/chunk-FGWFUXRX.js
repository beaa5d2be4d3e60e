import{createRequire as __gazetteerRequire}from"node:module";const require=__gazetteerRequire(import.meta.url);
var r=class extends Error{name="AuditError";code;hint;constructor(e,o,n,s){super(o,s),this.code=e,this.hint=n}};export{r as a};
