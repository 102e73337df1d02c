const e=new Error("boom");
delete e.stack;e.stack="custom";
throw e
