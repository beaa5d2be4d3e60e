import"node:module";import.meta.url;var r=class extends Error{name="AuditError";code;hint;constructor(r,t,o,e){super(t,e),this.code=r,this.hint=o}};export{r as a};
