// Node's errors: one constructor per code, with Node's messages.
//
//   const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
//   throw new ERR_OUT_OF_RANGE('port', '>= 0 && < 65536', port);
//
// `name` stays that of the base class; the code shows in `stack`, in
// toString() and as `code`, as in Node.
'use strict';

const codes = Object.create(null);
const messages = Object.create(null);

// util needs this file, so inspect comes late.
let inspectFunction = null;
function inspect(value, options) {
  if (inspectFunction === null)
    inspectFunction = require('internal/inspect').inspect;
  return inspectFunction(value, options);
}

function hidden(object, key, value) {
  Object.defineProperty(object, key, {
    value, enumerable: false, writable: true, configurable: true,
  });
}

// Takes the stack with `[code]` in its first line and without the frames above
// `from`.
function captureStack(error, code, from) {
  const name = error.name;

  hidden(error, 'name', name + ' [' + code + ']');
  Error.captureStackTrace(error, from);
  void error.stack; // an engine may compose the first line only now
  delete error.name;
}

function nodeErrorToString() {
  return this.name + ' [' + this.code + ']: ' + this.message;
}

function makeNodeError(Base, code, message) {
  function NodeError(a, b, c, d, e) {
    const error = new Base();
    const text = typeof message === 'function' ?
      message.call(error, a, b, c, d, e) :
      fill(message, arguments);

    hidden(error, 'message', text);
    captureStack(error, code, NodeError);
    hidden(error, 'toString', nodeErrorToString);
    error.code = code;
    return error;
  }
  return NodeError;
}

// Puts arguments into the %s, %d and %j of a message.
function fill(message, args) {
  let at = 0;

  if (args.length === 0)
    return message;
  return message.replace(/%[sdj]/g, (directive) => {
    const value = args[at++];

    if (typeof value === 'object' || typeof value === 'bigint')
      return require('internal/format').formatArguments({}, [directive, value]);
    return directive === '%j' ? JSON.stringify(value) : String(value);
  });
}

/**
 * Defines an error code. The first base is what codes[code] makes; further ones
 * hang on it by name (codes.ERR_X.TypeError).
 */
function E(code, message, Base, Other) {
  const made = makeNodeError(Base, code, message);

  messages[code] = message;
  if (Other !== undefined)
    made[Other.name] = makeNodeError(Other, code, message);
  codes[code] = made;
}

function formatList(list, word) {
  const last = list.length - 1;

  if (list.length < 2)
    return list.join('');
  if (list.length === 2)
    return list[0] + ' ' + word + ' ' + list[1];
  return list.slice(0, last).join(', ') + ', ' + word + ' ' + list[last];
}

// `1_000_000` of '1000000'.
function addNumericalSeparator(digits) {
  const start = digits[0] === '-' ? 1 : 0;
  let text = '';
  let i = digits.length;

  for (; i >= start + 4; i -= 3)
    text = '_' + digits.slice(i - 3, i) + text;
  return digits.slice(0, i) + text;
}

// What `Received ...` says of a value.
function determineSpecificType(value) {
  if (value === null || value === undefined)
    return '' + value;
  if (typeof value === 'function')
    return 'function ' + value.name;
  if (typeof value === 'object') {
    if (value.constructor && value.constructor.name)
      return 'an instance of ' + value.constructor.name;
    return inspect(value, { depth: -1 });
  }
  let text = inspect(value, { colors: false });
  if (text.length > 28)
    text = text.slice(0, 25) + '...';
  return 'type ' + typeof value + ' (' + text + ')';
}

const primitiveNames = [
  'string', 'function', 'number', 'object', 'Function', 'Object', 'boolean',
  'bigint', 'symbol',
];

// Only letters and digits, a capital first: a class.
function isClassName(name) {
  return /^[A-Z][A-Za-z0-9]*$/.test(name);
}

function invalidArgType(name, expected, actual) {
  const types = [];
  const instances = [];
  const others = [];
  let text = 'The ';

  if (!Array.isArray(expected))
    expected = [expected];
  if (name.endsWith(' argument'))
    text += name + ' ';
  else
    text += '"' + name + '" ' +
      (name.includes('.') ? 'property' : 'argument') + ' ';
  text += 'must be ';

  expected.forEach((value) => {
    if (primitiveNames.includes(value))
      types.push(value.toLowerCase());
    else if (isClassName(value))
      instances.push(value);
    else
      others.push(value);
  });
  if (instances.length > 0 && types.includes('object')) {
    types.splice(types.indexOf('object'), 1);
    instances.push('Object');
  }
  if (types.length > 0) {
    text += (types.length > 1 ? 'one of type ' : 'of type ') +
      formatList(types, 'or');
    if (instances.length > 0 || others.length > 0)
      text += ' or ';
  }
  if (instances.length > 0) {
    text += 'an instance of ' + formatList(instances, 'or');
    if (others.length > 0)
      text += ' or ';
  }
  if (others.length > 1) {
    text += 'one of ' + formatList(others, 'or');
  } else if (others.length === 1) {
    if (others[0].toLowerCase() !== others[0])
      text += 'an ';
    text += others[0];
  }
  return text + '. Received ' + determineSpecificType(actual);
}

function invalidArgValue(name, value, reason) {
  let text = inspect(value);

  if (text.length > 128)
    text = text.slice(0, 128) + '...';
  return `The ${name.includes('.') ? 'property' : 'argument'} '${name}' ` +
    `${reason === undefined ? 'is invalid' : reason}. Received ${text}`;
}

function outOfRange(name, range, input, isWholeText) {
  let received;

  if (Number.isInteger(input) && Math.abs(input) > 4294967296)
    received = addNumericalSeparator(String(input));
  else if (typeof input === 'bigint' &&
           (input > 4294967296 || input < -4294967296))
    received = addNumericalSeparator(String(input)) + 'n';
  else
    received = inspect(input);
  return (isWholeText ? name : `The value of "${name}" is out of range.`) +
    ` It must be ${range}. Received ${received}`;
}

function invalidReturn(input, name, value) {
  return `Expected ${input} to be returned from the "${name}" function but ` +
    `got ${determineSpecificType(value)}.`;
}

function missingArgs() {
  const names = [];

  for (let i = 0; i < arguments.length; i++) {
    if (arguments[i] === undefined)
      continue;
    names.push(Array.isArray(arguments[i]) ?
      arguments[i].map((n) => `"${n}"`).join(' or ') : `"${arguments[i]}"`);
  }
  const many = names.length > 1;
  return 'The ' + formatList(names, 'and') + ' argument' + (many ? 's' : '') +
    ' must be specified';
}

function unhandledError(error) {
  const text = 'Unhandled error.';
  return error === undefined ? text : `${text} (${error})`;
}

E('ERR_AMBIGUOUS_ARGUMENT', 'The "%s" argument is ambiguous. %s', TypeError);
E('ERR_ARG_NOT_ITERABLE', '%s must be iterable', TypeError);
E('ERR_ASSERTION', '%s', Error);
E('ERR_ASYNC_CALLBACK', '%s must be a function', TypeError);
E('ERR_BUFFER_OUT_OF_BOUNDS', (name) =>
  name ? `"${name}" is outside of buffer bounds` :
    'Attempt to access memory outside buffer bounds', RangeError);
E('ERR_BUFFER_TOO_LARGE',
  'Cannot create a Buffer larger than %s bytes', RangeError);
E('ERR_CONSOLE_WRITABLE_STREAM',
  'Console expects a writable stream instance for %s', TypeError);
E('ERR_ENCODING_INVALID_ENCODED_DATA',
  (encoding) => `The encoded data was not valid for encoding ${encoding}`,
  TypeError);
E('ERR_ENCODING_NOT_SUPPORTED',
  (encoding) => `The "${encoding}" encoding is not supported`, RangeError);
E('ERR_EVENT_RECURSION', 'The event "%s" is already being dispatched', Error);
E('ERR_FALSY_VALUE_REJECTION', function(reason) {
  this.reason = reason;
  return 'Promise was rejected with falsy value';
}, Error);
E('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
  'The feature %s is unavailable on the current platform', TypeError);
E('ERR_HTTP_BODY_NOT_ALLOWED',
  'Adding content for this request method or response status is not allowed.',
  Error);
E('ERR_HTTP_CONTENT_LENGTH_MISMATCH',
  'Response body\'s content-length of %s byte(s) does not match the ' +
  'content-length of %s byte(s) set in header', Error);
E('ERR_HTTP_HEADERS_SENT',
  'Cannot %s headers after they are sent to the client', Error);
E('ERR_HTTP_INVALID_HEADER_VALUE',
  'Invalid value "%s" for header "%s"', TypeError);
E('ERR_HTTP_INVALID_STATUS_CODE', 'Invalid status code: %s', RangeError);
E('ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout', Error);
E('ERR_HTTP_SOCKET_ASSIGNED',
  'ServerResponse has an already assigned socket', Error);
E('ERR_HTTP_SOCKET_ENCODING',
  'Changing the socket encoding is not allowed per RFC7230 Section 3.', Error);
E('ERR_HTTP_TRAILER_INVALID',
  'Trailers are invalid with this transfer encoding', Error);
E('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor', TypeError);
E('ERR_IMPORT_ASSERTION_TYPE_FAILED', 'Module "%s" is not of type "%s"',
  TypeError);
E('ERR_IMPORT_ASSERTION_TYPE_MISSING',
  'Module "%s" needs an import attribute of type "%s"', TypeError);
E('ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED',
  'Import attribute type "%s" is unsupported', TypeError);
E('ERR_IMPORT_ATTRIBUTE_UNSUPPORTED',
  'Import attribute "%s" with value "%s" is not supported', TypeError);
E('ERR_INCOMPATIBLE_OPTION_PAIR',
  'Option "%s" cannot be used in combination with option "%s"', TypeError);
E('ERR_INTERNAL_ASSERTION', (message) =>
  (message === undefined ? '' : message + '\n') +
  'This is caused by either a bug in drupe or incorrect usage of its ' +
  'internals.', Error);
E('ERR_INVALID_ARG_TYPE', invalidArgType, TypeError);
E('ERR_INVALID_ARG_VALUE', invalidArgValue, TypeError, RangeError);
E('ERR_INVALID_BUFFER_SIZE',
  'Buffer size must be a multiple of %s', RangeError);
E('ERR_INVALID_CALLBACK', 'Callback must be a function. Received %O',
  TypeError);
E('ERR_INVALID_CHAR', (name, field) =>
  `Invalid character in ${name}${field === undefined ? '' : ` ["${field}"]`}`,
  TypeError);
E('ERR_INVALID_CURSOR_POS',
  'Cannot set cursor row without setting its column', TypeError);
E('ERR_INVALID_FD',
  '"fd" must be a positive integer: %s', RangeError);
E('ERR_INVALID_FILE_URL_HOST',
  'File URL host must be "localhost" or empty on %s', TypeError);
E('ERR_INVALID_FILE_URL_PATH', 'File URL path %s', TypeError);
E('ERR_INVALID_HTTP_TOKEN', '%s must be a valid HTTP token ["%s"]', TypeError);
E('ERR_INVALID_IP_ADDRESS', 'Invalid IP address: %s', TypeError);
E('ERR_INVALID_OPT_VALUE', (name, value) =>
  `The value "${String(value)}" is invalid for option "${name}"`,
  TypeError, RangeError);
E('ERR_INVALID_OPT_VALUE_ENCODING',
  (value) => `The value "${String(value)}" is invalid for option "encoding"`,
  TypeError);
E('ERR_INVALID_PROTOCOL', 'Protocol "%s" not supported. Expected "%s"',
  TypeError);
E('ERR_INVALID_RETURN_VALUE', invalidReturn, TypeError, RangeError);
E('ERR_INVALID_STATE', 'Invalid state: %s', Error, TypeError);
E('ERR_INVALID_SYNC_FORK_INPUT',
  'Asynchronous forks do not support Buffer, TypedArray, DataView or string ' +
  'input: %s', TypeError);
E('ERR_INVALID_THIS', 'Value of "this" must be of type %s', TypeError);
E('ERR_INVALID_TUPLE', '%s must be an iterable %s tuple', TypeError);
E('ERR_INVALID_URI', 'URI malformed', URIError);
E('ERR_INVALID_URL', function(input, base) {
  this.input = input;
  if (base !== undefined && base !== null)
    this.base = base;
  return 'Invalid URL';
}, TypeError);
E('ERR_INVALID_URL_SCHEME', (expected) =>
  'The URL must be ' + (typeof expected === 'string' || expected.length === 1 ?
    `of scheme ${expected}` :
    `one of scheme ${expected[0]} or ${expected[1]}`), TypeError);
E('ERR_METHOD_NOT_IMPLEMENTED', 'The %s method is not implemented', Error);
E('ERR_MISSING_ARGS', missingArgs, TypeError);
E('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times', Error);
E('ERR_NO_CRYPTO', 'Node.js is not compiled with OpenSSL crypto support',
  Error);
E('ERR_OPERATION_FAILED', 'Operation failed: %s', Error, TypeError);
E('ERR_OUT_OF_RANGE', outOfRange, RangeError);
E('ERR_PARSE_ARGS_INVALID_OPTION_VALUE', '%s', TypeError);
E('ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL', (argument) =>
  `Unexpected argument '${argument}'. This command does not take positional ` +
  'arguments', TypeError);
E('ERR_PARSE_ARGS_UNKNOWN_OPTION', (option, allowPositionals) => {
  const hint = allowPositionals ? '. To specify a positional argument ' +
    'starting with a \'-\', place it at the end of the command after ' +
    `'--', as in '-- ${JSON.stringify(option)}` : '';
  return `Unknown option '${option}'${hint}`;
}, TypeError);
E('ERR_REQUIRE_ASYNC_MODULE', (file, parent) =>
  'require() cannot be used on an ESM graph with top-level await. Use ' +
  'import() instead. To see where the top-level await comes from, use ' +
  '--experimental-print-required-tla.' +
  (parent ? `\n  From ${parent} ` : '') + `\n  Requiring ${file} `, Error);
E('ERR_REQUIRE_CYCLE_MODULE', (file, parent) =>
  `Cannot require() ES Module ${file} in a cycle.` +
  (parent ? ` (from ${parent})` : ''), Error);
E('ERR_SERVER_ALREADY_LISTEN',
  'Listen method has been called more than once without closing.', Error);
E('ERR_SERVER_NOT_RUNNING', 'Server is not running.', Error);
E('ERR_SOCKET_ALREADY_BOUND', 'Socket is already bound', Error);
E('ERR_SOCKET_BAD_PORT', (name, port, allowZero) =>
  `${name} should be ${allowZero === false ? '>' : '>='} 0 and < 65536. ` +
  `Received ${determineSpecificType(port)}.`, RangeError);
E('ERR_SOCKET_BAD_TYPE',
  'Bad socket type specified. Valid types are: udp4, udp6', TypeError);
E('ERR_SOCKET_CLOSED', 'Socket is closed', Error);
E('ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
  'Socket closed before the connection was established', Error);
E('ERR_SOCKET_CONNECTION_TIMEOUT', 'Socket connection timeout', Error);
E('ERR_STREAM_ALREADY_FINISHED',
  'Cannot call %s after a stream was finished', Error);
E('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable', Error);
E('ERR_STREAM_DESTROYED', 'Cannot call %s after a stream was destroyed', Error);
E('ERR_STREAM_NULL_VALUES', 'May not write null values to stream', TypeError);
E('ERR_STREAM_PREMATURE_CLOSE', 'Premature close', Error);
E('ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF', Error);
E('ERR_STREAM_UNSHIFT_AFTER_END_EVENT',
  'stream.unshift() after end event', Error);
E('ERR_STREAM_WRAP', 'Stream has StringDecoder set or is in objectMode', Error);
E('ERR_STREAM_WRITE_AFTER_END', 'write after end', Error);
E('ERR_UNAVAILABLE_DURING_EXIT',
  'Cannot call function in process exit handler', Error);
E('ERR_UNHANDLED_ERROR', unhandledError, Error);
E('ERR_UNESCAPED_CHARACTERS', '%s contains unescaped characters', TypeError);
E('ERR_UNKNOWN_ENCODING', 'Unknown encoding: %s', TypeError);
E('ERR_UNKNOWN_FILE_EXTENSION', 'Unknown file extension "%s" for %s',
  TypeError);
E('ERR_UNKNOWN_MODULE_FORMAT', 'Unknown module format: %s for URL %s',
  RangeError);
E('ERR_UNKNOWN_SIGNAL', 'Unknown signal: %s', TypeError);
E('ERR_USE_AFTER_CLOSE', '%s was closed', Error);

/** What an aborted operation fails with: name AbortError, code ABORT_ERR. */
function AbortError(message, options) {
  const error = new Error(
    message === undefined ? 'The operation was aborted' : message, options);

  Object.setPrototypeOf(error, AbortError.prototype);
  if (options !== undefined && 'cause' in options && !('cause' in error))
    hidden(error, 'cause', options.cause);
  error.code = 'ABORT_ERR';
  error.name = 'AbortError';
  return error;
}
AbortError.prototype = Object.create(Error.prototype);
hidden(AbortError.prototype, 'constructor', AbortError);

/** Two errors as one AggregateError; either may be missing. */
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer)
    return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  // The built-in one, or an Error with `errors` where the engine has none.
  const error = typeof AggregateError === 'function' ?
    new AggregateError([outer, inner], outer.message) :
    Object.assign(new Error(outer.message),
                  { name: 'AggregateError', errors: [outer, inner] });
  error.code = outer.code;
  return error;
}

/** Error(message) with further own properties. */
function genericNodeError(message, properties) {
  return Object.assign(new Error(message), properties);
}

module.exports = {
  codes,
  E,
  AbortError,
  aggregateTwoErrors,
  genericNodeError,
  addNumericalSeparator,
  determineSpecificType,
  formatList,
  hidden,
};
