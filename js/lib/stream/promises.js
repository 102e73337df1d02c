// The core module `stream/promises`.
'use strict';

module.exports = {
  finished: require('internal/stream_finished').finished,
  pipeline: require('internal/stream_pipeline').pipelinePromise,
};
