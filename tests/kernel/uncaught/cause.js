const e=new Error("m",{cause:new Error("c")});throw e
