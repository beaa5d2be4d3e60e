var r=class extends Error{name="AuditError";code;hint;constructor(r,t,s,e){super(t,e),this.code=r,this.hint=s}};export{r as a};
