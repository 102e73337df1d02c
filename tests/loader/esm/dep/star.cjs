exports.viaStar = 'star';
