exports.a = 1; exports.b = [2]; exports['dyn' + 'amic'] = 3; exports.gone = 4; delete exports.gone;
