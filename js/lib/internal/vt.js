// ANSI escape codes in text.
'use strict';

/** Removes CSI sequences (`ESC [ ... letter`) and OSC ones (`ESC ] ... BEL`).
 */
function strip(text) {
  if (!text.includes('\u001b') && !text.includes('\u009b'))
    return text;
  const csi = '[\\u001B\\u009B][[\\]()#;?]*' +
    '(?:[A-Za-z0-9]*;?[-A-Za-z0-9/#&.:=?%@~_;]*\\u0007|' +
    '\\d{0,4}(?:;\\d{0,4})*[\\dA-PR-TZcf-ntqry=><~])';
  return text.replace(new RegExp(csi, 'g'), '');
}

module.exports = { strip };
