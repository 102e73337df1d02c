var e=new Error("boom");e.foo=1;
throw e
