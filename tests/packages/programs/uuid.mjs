import * as uuid from 'uuid';
console.log(uuid.v5('hello', uuid.NIL), uuid.v3('hello', uuid.MAX), uuid.validate(uuid.v4()), uuid.version(uuid.v7()), uuid.stringify(uuid.parse('6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b')));
