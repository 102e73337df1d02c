// Indexes that are no integers, and what does not fit; the text is Node's.
'use strict';

const abc = Buffer.from('abc');

for (const x of [-0.5, -1.5, 1.9, '1', '-1', NaN, Infinity, -Infinity, null, {}])
  console.log(x, `${abc.slice(x)}`, `${abc.subarray(x)}`, `${abc.slice(0, x)}`);

const eight = Buffer.alloc(8);
const wrong = [
  () => eight.writeBigUInt64LE(0x10000000000000000n, 0),
  () => eight.writeBigInt64BE(-0x80000000000000001n, 0),
  () => eight.writeBigInt64LE('bad'),
  () => eight.writeUInt8(300),
  () => eight.writeInt32LE(2 ** 40),
  () => eight.writeIntLE(2 ** 40, 0, 5),
  () => eight.writeUIntBE(-1, 0, 6),
  () => eight.readBigInt64LE(3),
  () => eight.readUIntBE(0, 9),
  () => eight.readInt8(1.5),
  () => eight.readInt8('1'),
  () => new (require('stream').Writable)().setDefaultEncoding({}),
];

for (const fn of wrong) {
  try {
    console.log(fn());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
