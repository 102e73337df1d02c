#!/usr/bin/env drupe
exports.line=new Error().stack.split("\n")[1].replace(/^.*:(\d+):\d+\)?$/,"$1")