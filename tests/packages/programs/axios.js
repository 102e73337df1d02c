const axios = require('axios');
console.log(typeof axios.get, axios.getUri({ url: '/a', params: { b: [1, 2], c: 'x y' } }));
