// DOMException: an Error with a name of the platform's list and its old code.
'use strict';

const { codes: { ERR_INVALID_THIS }, hidden } = require('internal/errors');

const kName = Symbol('kName');
const kMessage = Symbol('kMessage');

// In the order of their codes; '' has no name any more.
const constants = [
  ['INDEX_SIZE_ERR', 'IndexSizeError'],
  ['DOMSTRING_SIZE_ERR', ''],
  ['HIERARCHY_REQUEST_ERR', 'HierarchyRequestError'],
  ['WRONG_DOCUMENT_ERR', 'WrongDocumentError'],
  ['INVALID_CHARACTER_ERR', 'InvalidCharacterError'],
  ['NO_DATA_ALLOWED_ERR', ''],
  ['NO_MODIFICATION_ALLOWED_ERR', 'NoModificationAllowedError'],
  ['NOT_FOUND_ERR', 'NotFoundError'],
  ['NOT_SUPPORTED_ERR', 'NotSupportedError'],
  ['INUSE_ATTRIBUTE_ERR', 'InUseAttributeError'],
  ['INVALID_STATE_ERR', 'InvalidStateError'],
  ['SYNTAX_ERR', 'SyntaxError'],
  ['INVALID_MODIFICATION_ERR', 'InvalidModificationError'],
  ['NAMESPACE_ERR', 'NamespaceError'],
  ['INVALID_ACCESS_ERR', 'InvalidAccessError'],
  ['VALIDATION_ERR', ''],
  ['TYPE_MISMATCH_ERR', 'TypeMismatchError'],
  ['SECURITY_ERR', 'SecurityError'],
  ['NETWORK_ERR', 'NetworkError'],
  ['ABORT_ERR', 'AbortError'],
  ['URL_MISMATCH_ERR', 'URLMismatchError'],
  ['QUOTA_EXCEEDED_ERR', 'QuotaExceededError'],
  ['TIMEOUT_ERR', 'TimeoutError'],
  ['INVALID_NODE_TYPE_ERR', 'InvalidNodeTypeError'],
  ['DATA_CLONE_ERR', 'DataCloneError'],
];

/**
 * @param {string} [message]
 * @param {string|object} [options] the name, or { name, cause }
 */
function DOMException(message = '', options = 'Error') {
  if (new.target === undefined)
    throw new TypeError(
      'Class constructor DOMException cannot be invoked without \'new\'');
  const isObject = options !== null && typeof options === 'object';
  const name = isObject ? options.name : options;

  hidden(this, kMessage, `${message}`);
  hidden(this, kName, name === undefined ? 'Error' : `${name}`);
  if (isObject && 'cause' in options)
    hidden(this, 'cause', options.cause);
  Error.captureStackTrace(this, DOMException);
}

DOMException.prototype = Object.create(Error.prototype);
hidden(DOMException.prototype, 'constructor', DOMException);

function accessor(name, get) {
  Object.defineProperty(DOMException.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      if (this === undefined || this === null || !(kName in this))
        throw new ERR_INVALID_THIS('DOMException');
      return get(this);
    },
  });
}
accessor('name', (error) => error[kName]);
accessor('message', (error) => error[kMessage]);
accessor('code', (error) => {
  const name = error[kName];
  return name === '' ? 0 :
    constants.findIndex((constant) => constant[1] === name) + 1;
});
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, {
  value: 'DOMException', configurable: true,
});

constants.forEach((constant, i) => {
  [DOMException, DOMException.prototype].forEach((object) => {
    Object.defineProperty(object, constant[0], {
      value: i + 1, enumerable: true,
    });
  });
});

module.exports = { DOMException };
