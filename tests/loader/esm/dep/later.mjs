console.log('later starts'); await null; console.log('later ends');
