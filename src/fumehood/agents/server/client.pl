# Asks the resident server, and becomes the cold hook when no whole answer comes back. The event is on standard input.
#
# Arguments: the socket, the agent, the folder, the tool's name where a variable names it, the shell line that judges cold.
# The installed line turns into this one process: on a busy machine every process more waits for its turn.
# Builtins only, and no `use strict`: reading that module takes a quarter of the whole.

my ($socket, $agent, $folder, $tool, $cold) = @ARGV;
my ($event, $answer) = ('', '');
# Unix domain, stream; the address has its own length where the system comes from BSD
my $name = $^O eq 'darwin' ? pack('CCa104', 106, 1, $socket) : pack('Sa*x', 1, $socket);
$SIG{PIPE} = 'IGNORE';

# Runs a piece of work: 1 when it is done, 0 when the seconds are over, -1 when it fails.
sub within {
    my ($seconds, $work) = @_;
    local $SIG{ALRM} = sub { die "late\n" };
    my $done = eval { alarm $seconds; $work->(); alarm 0; 1 };
    alarm 0;
    return $done ? 1 : $@ eq "late\n" ? 0 : -1;
}

sub put {
    my ($where, $text) = @_;
    while (length $text) {
        my $sent = syswrite $where, $text or die;
        substr($text, 0, $sent) = '';
    }
}

sub asked {
    socket(my $server, 1, 1, 0) or die;
    connect($server, $name) or die;
    put($server, $_[0]);
    return $server;
}

sub heard {    # all that the server says, into the text that is given
    while (sysread $_[0], $_[1], 1 << 16, length $_[1]) { }
}

while (1) {
    my $got = sysread STDIN, $event, 1 << 20, length $event;
    exit 2 unless defined $got;
    last unless $got;
}
my $server;
my $state = within(2, sub { $server = asked("FH1 $agent\n$folder\n$tool\n$event\nFHend\n"); heard($server, $answer) });
if ($state == 0 && $server) {    # at work, or hung? only who is at work answers somebody else meanwhile
    my $pong = '';
    within(2, sub { heard(asked("FH1 ping\nFHend\n"), $pong) });
    within(15, sub { heard($server, $answer) }) if $pong eq 'FH0.';
}
exit 0 if $answer eq 'FH0.';
if ($answer =~ /\AFH([012]):(.*):FH\z/s && ($1 != 1 || $agent eq 'amp')) {
    my ($code, $text) = ($1, "$2\n");
    eval { put($code ? *STDERR : *STDOUT, $text); 1 } or exit 2;
    exit $code;
}
open(my $kept, '+>', undef) or exit 2;
eval { put($kept, $event); 1 } or exit 2;
sysseek($kept, 0, 0) or exit 2;
open(STDIN, '<&', $kept) or exit 2;
$SIG{PIPE} = 'DEFAULT';
exec { '/bin/sh' } 'sh', '-c', $cold;
exit 2;
