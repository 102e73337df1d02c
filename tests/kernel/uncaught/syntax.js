var x = 1;
  let y = ;
