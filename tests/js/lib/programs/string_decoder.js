// string_decoder and TextDecoder: text cut into chunks at every byte.
'use strict';

const { StringDecoder } = require('string_decoder');

const text = 'h\u00e9\u20ac\ud83d\ude00z';
const show = (value) => console.log(JSON.stringify(value));

['utf8', 'utf16le', 'latin1', 'ascii', 'base64', 'base64url', 'hex'].forEach(
  (encoding) => {
    const bytes = Buffer.from(text, encoding === 'utf16le' ? encoding : 'utf8');

    for (let size = 1; size < 6; size++) {
      // Node lets go of half a pair there.
      if (encoding === 'utf16le' && size % 2 === 1)
        continue;
      const decoder = new StringDecoder(encoding);
      const parts = [];

      for (let i = 0; i < bytes.length; i += size)
        parts.push(decoder.write(bytes.subarray(i, i + size)));
      parts.push(decoder.end());
      show([encoding, size, parts]);
    }
  });

[[0xc3], [0xe2, 0x82], [0xe2, 0x28], [0xf0, 0x9f, 0x98], [0xff, 0x41]].forEach(
  (bytes) => {
    const decoder = new StringDecoder();
    show([decoder.write(Buffer.from(bytes)), decoder.lastNeed,
          decoder.lastTotal, decoder.end()]);
    show(new TextDecoder().decode(new Uint8Array(bytes)));
  });

['utf-8', 'utf-16le', 'utf-16be'].forEach((encoding) => {
  const decoder = new TextDecoder(encoding);
  const parts = [];

  Buffer.from('\ufeff' + text, encoding === 'utf-8' ? 'utf8' : 'utf16le')
    .forEach((byte) => {
      parts.push(decoder.decode(new Uint8Array([byte]), { stream: true }));
    });
  parts.push(decoder.decode());
  show([encoding, parts]);
});
show(Array.from(new TextEncoder().encode(text)));
show(new TextEncoder().encodeInto(text, new Uint8Array(8)));
